//! An operator writes a resource: first whose it is, then what is to be known.

use domain::Read;
use domain::access::{AccountsView, ResourcesEdit, ResourcesView};
use domain::accounts::{self, Account};
use domain::records::Record;
use domain::resources::{self, proposals};
use kernel::{AccountId, Error, ResourceId, Result};
use web::records::ChoosePage;
use web::resources::{FIELDS, WritePage, fields, later, meanwhile, opening, read, read_wish};
use web::ui::{ConfirmPage, FieldKind, FieldView, FormView};
use web::{Answer, Fields, Id, Pairs, Visitor, page};

use super::{PATH, below};
use crate::accounts::filter;
use crate::form_page::{FormPage, field, select};

pub async fn ask_new(visitor: Visitor, pairs: Pairs) -> Answer {
    let mut read = visitor.read().await?;
    match pairs.get("account") {
        None => page(&whose_page(&visitor, &mut read, &pairs).await?),
        Some(account) => {
            let account = account_of(&visitor, &mut read, account).await?;
            let typed = Fields::of([("account", account.id.to_string())]);
            new_page(&visitor, &account, &typed).answer()
        }
    }
}

pub async fn create(visitor: Visitor, typed: Fields) -> Answer {
    let known: Vec<&str> = FIELDS.iter().copied().chain(["account"]).collect();
    typed.only(&known)?;
    let granted = visitor.may::<ResourcesEdit>()?;
    let account = account_of(&visitor, &mut visitor.read().await?, typed.get("account")).await?;
    let outcome = match read(&typed) {
        Ok((_, details)) => resources::create(visitor.house(), &granted, account.id, details).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(id) => Ok(visitor.done(&format!("{PATH}/{id}"), "Resource added")),
        Err(error) => new_page(&visitor, &account, &typed).refused(error),
    }
}

/// The first step: which account.
async fn whose_page(visitor: &Visitor, read: &mut Read, pairs: &Pairs) -> Result<ChoosePage> {
    let options = filter::options(visitor, read, pairs).await?;
    let names = options.into_iter().find(|(name, _)| *name == "account").map(|(_, names)| names);
    let account = select(&Fields::default(), "account", "Account", None, names.unwrap_or_default());
    Ok(ChoosePage {
        shell: below(visitor, "New resource"),
        form: FormView {
            action: format!("{PATH}/new"),
            fields: vec![FieldView { required: true, ..account }],
            submit: "Continue".to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
        hidden: Vec::new(),
    })
}

async fn account_of(visitor: &Visitor, read: &mut Read, id: &str) -> Result<Account> {
    let granted = visitor.may::<AccountsView>()?;
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    accounts::find(read, &granted, id).await
}

fn new_page(visitor: &Visitor, account: &Account, typed: &Fields) -> FormPage {
    let whose = field(typed, "account", "Account", FieldKind::Hidden);
    FormPage {
        shell: below(visitor, &format!("Resource of {}", account.name)),
        lead: "The client sees it, too.".to_owned(),
        form: FormView {
            action: format!("{PATH}/new"),
            fields: std::iter::once(whose).chain(fields(typed)).collect(),
            submit: "Add resource".to_owned(),
            cancel_href: Some(format!("{PATH}?account={}", account.id)),
            ..FormView::default()
        },
    }
}

pub async fn ask(visitor: Visitor, Id(id): Id<ResourceId>) -> Answer {
    let record = find(&visitor, id).await?;
    edit_page(&visitor, id, &record, &opening(&record)).answer()
}

pub async fn edit(visitor: Visitor, Id(id): Id<ResourceId>, typed: Fields) -> Answer {
    let known: Vec<&str> = FIELDS.iter().copied().chain(["at"]).collect();
    typed.only(&known)?;
    let record = find(&visitor, id).await?;
    match write(&visitor, id, &typed).await {
        Ok(words) => Ok(visitor.done(&format!("{PATH}/{id}"), words)),
        Err(error) => {
            let base = typed.get("version").parse().ok();
            let meanwhile = meanwhile(&visitor, &mut visitor.read().await?, id, base).await?;
            edit_page(&visitor, id, &record, &typed).refused(error, meanwhile)
        }
    }
}

/// At once, or when its time has come.
async fn write(visitor: &Visitor, id: ResourceId, typed: &Fields) -> Result<&'static str> {
    let granted = visitor.may::<ResourcesEdit>()?;
    let (base, wish) = read_wish(visitor, typed)?;
    if let Some(at) = wish.at {
        proposals::schedule(visitor.house(), &granted, id, base, wish.details, at).await?;
        return Ok("Saved for later");
    }
    resources::edit(visitor.house(), &granted, id, base, wish.details).await?;
    Ok("Saved")
}

fn edit_page(visitor: &Visitor, id: ResourceId, record: &Record, typed: &Fields) -> WritePage {
    let later = later(typed, "Takes effect", "Left empty: at once.");
    WritePage {
        shell: below(visitor, &format!("Edit {}", record.cell("title").text())),
        lead: format!(
            "A resource of {}. What you save is a new version; the ones before stay.",
            record.cell("account").text()
        ),
        form: FormView {
            action: format!("{PATH}/{id}/edit"),
            fields: fields(typed).into_iter().chain([later]).collect(),
            submit: "Save changes".to_owned(),
            cancel_href: Some(format!("{PATH}/{id}")),
            ..FormView::default()
        },
        changes: Vec::new(),
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
        effect: format!(
            "It is a resource of {}. Every version of it is gone, for the client as well. This cannot be undone.",
            record.cell("account").text()
        ),
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
