//! Writing, changing and deleting resources; an older version is brought back as the latest.

use domain::access::{ResourcesEdit, ResourcesView};
use domain::records::Record;
use domain::resources;
use kernel::{AccountId, Error, ResourceId, Result};
use web::resources::{FIELDS, fields, opening, read};
use web::ui::{Choice, ConfirmPage, FormView, Shell};
use web::{Answer, Fields, Id, Visitor, page};

use super::PATH;
use crate::form_page::FormPage;

pub async fn ask_new(visitor: Visitor) -> Answer {
    new_page(&visitor, &Fields::default()).answer()
}

pub async fn create(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&FIELDS)?;
    let granted = visitor.may::<ResourcesEdit>()?;
    let outcome = match read(&typed) {
        Ok((_, details)) => resources::create(visitor.house(), &granted, account(&visitor)?, details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(id) => Ok(visitor.done(&format!("{PATH}/{id}"), "Resource added")),
        Err(error) => new_page(&visitor, &typed).refused(error),
    }
}

fn new_page(visitor: &Visitor, typed: &Fields) -> FormPage {
    FormPage {
        shell: below(visitor, "New resource"),
        lead: "Operators see it at once, and are told that it is new.".to_owned(),
        form: FormView {
            action: format!("{PATH}/new"),
            fields: fields(typed),
            submit: "Add resource".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
    }
}

pub async fn ask(visitor: Visitor, Id(id): Id<ResourceId>) -> Answer {
    let record = find(&visitor, id).await?;
    edit_page(&visitor, id, &record, &opening(&record)).answer()
}

pub async fn edit(visitor: Visitor, Id(id): Id<ResourceId>, typed: Fields) -> Answer {
    typed.only(&FIELDS)?;
    let granted = visitor.may::<ResourcesEdit>()?;
    let record = find(&visitor, id).await?;
    let outcome = match read(&typed) {
        Ok((base, details)) => resources::edit(visitor.house(), &granted, id, base, details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(visitor.done(&format!("{PATH}/{id}"), "Saved")),
        Err(error) => edit_page(&visitor, id, &record, &typed).refused(error),
    }
}

fn edit_page(visitor: &Visitor, id: ResourceId, record: &Record, typed: &Fields) -> FormPage {
    FormPage {
        shell: below(visitor, &format!("Edit {}", record.cell("title").text())),
        lead: "What you save is a new version. The ones before stay, and operators see what you changed."
            .to_owned(),
        form: FormView {
            action: format!("{PATH}/{id}/edit"),
            fields: fields(typed),
            submit: "Save changes".to_owned(),
            cancel_href: Some(format!("{PATH}/{id}")),
            ..FormView::default()
        },
    }
}

pub async fn restore(visitor: Visitor, Id(id): Id<ResourceId>, typed: Fields) -> Answer {
    typed.only(&["version"])?;
    let granted = visitor.may::<ResourcesEdit>()?;
    let versions = resources::versions(&mut visitor.read().await?, &visitor.may()?, id).await?;
    let wanted = versions.into_iter().find(|one| one.number.to_string() == typed.get("version"));
    let details = wanted.ok_or(Error::NotFound)?.details;
    resources::edit(visitor.house(), &granted, id, None, details).await?;
    Ok(visitor.done(&format!("{PATH}/{id}"), "Brought back as the latest version"))
}

pub async fn ask_delete(visitor: Visitor, Id(id): Id<ResourceId>) -> Answer {
    let record = find(&visitor, id).await?;
    page(&ConfirmPage {
        shell: below(&visitor, &format!("Delete “{}”?", record.cell("title").text())),
        effect: "Operators no longer see it, and every version of it is gone. This cannot be undone."
            .to_owned(),
        verb: "Delete resource".to_owned(),
        action: format!("{PATH}/{id}/delete"),
        cancel_href: format!("{PATH}/{id}"),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn delete(visitor: Visitor, Id(id): Id<ResourceId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<ResourcesEdit>()?;
    resources::delete(visitor.house(), &granted, id).await?;
    Ok(visitor.done(PATH, "Resource deleted"))
}

async fn find(visitor: &Visitor, id: ResourceId) -> Result<Record> {
    let granted = visitor.may::<ResourcesView>()?;
    resources::find(&mut visitor.read().await?, &granted, id).await
}

fn account(visitor: &Visitor) -> Result<AccountId> {
    Ok(visitor.who.actor.place().ok_or(Error::NotFound)?.account)
}

fn below(visitor: &Visitor, title: &str) -> Shell {
    Shell { trail: vec![Choice::new("Resources", PATH, false)], ..visitor.shell(title) }
}
