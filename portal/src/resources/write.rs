//! Writing, changing and deleting resources; an older version is brought back as the latest. Where operators look at it
//! first, each of these is proposed.

use domain::access::{ResourcesEdit, ResourcesView};
use domain::records::Record;
use domain::resources;
use domain::resources::proposals::{self, Proposal, Wish};
use kernel::{AccountId, Error, ResourceId, Result};
use web::resources::{FIELDS, WritePage, fields, later, meanwhile, opening, read, read_wish, waits};
use web::ui::{Choice, ConfirmPage, FieldView, FormView, Shell};
use web::{Answer, Fields, Id, LocalPath, Visitor, page, redirect};

use super::{PATH, PROPOSALS_PATH};

pub async fn ask_new(visitor: Visitor) -> Answer {
    let waits = waits(&visitor, &mut visitor.read().await?).await?;
    new_page(&visitor, waits, &Fields::default()).answer()
}

pub async fn create(visitor: Visitor, typed: Fields) -> Answer {
    let waits = waits(&visitor, &mut visitor.read().await?).await?;
    only(&typed, waits)?;
    match make(&visitor, waits, &typed).await {
        Ok((to, words)) => Ok(visitor.done(&to, words)),
        Err(error) => new_page(&visitor, waits, &typed).refused(error, None),
    }
}

/// Where it is now, and what is said there.
async fn make(visitor: &Visitor, waits: bool, typed: &Fields) -> Result<(String, &'static str)> {
    let (granted, account) = (visitor.may::<ResourcesEdit>()?, account(visitor)?);
    if waits {
        let (_, wish) = read_wish(visitor, typed)?;
        let id = proposals::propose_new(visitor.house(), &granted, account, wish).await?;
        return Ok((format!("{PROPOSALS_PATH}/{id}"), "Proposed: operators look at it"));
    }
    let (_, details) = read(typed)?;
    let id = resources::create(visitor.house(), &granted, account, details).await?;
    Ok((format!("{PATH}/{id}"), "Resource added"))
}

fn new_page(visitor: &Visitor, waits: bool, typed: &Fields) -> WritePage {
    let lead = if waits {
        "Operators look at it before it holds. You hear what came of it."
    } else {
        "Operators see it at once, and are told that it is new."
    };
    WritePage {
        shell: below(visitor, "New resource"),
        lead: lead.to_owned(),
        form: FormView {
            action: format!("{PATH}/new"),
            fields: asked(waits, typed),
            submit: if waits { "Propose resource" } else { "Add resource" }.to_owned(),
            cancel_href: Some(PATH.to_owned()),
            ..FormView::default()
        },
        changes: Vec::new(),
    }
}

/// Fields that are not known are named; when it is to hold is asked only of what waits.
fn only(typed: &Fields, waits: bool) -> Result<()> {
    let known: Vec<&str> = FIELDS.iter().copied().chain(waits.then_some("at")).collect();
    typed.only(&known)
}

fn asked(waits: bool, typed: &Fields) -> Vec<FieldView> {
    let later = waits.then(|| {
        later(
            typed,
            "Should hold from",
            "Left empty: as soon as it is approved. Operators have the last word.",
        )
    });
    fields(typed).into_iter().chain(later).collect()
}

pub async fn ask(visitor: Visitor, Id(id): Id<ResourceId>) -> Answer {
    let mut read = visitor.read().await?;
    let record = resources::find(&mut read, &visitor.may::<ResourcesView>()?, id).await?;
    let waits = waits(&visitor, &mut read).await?;
    if waits && let Some(proposal) = pending(&visitor, id).await? {
        return Ok(redirect(&LocalPath::or(Some(&format!("{PROPOSALS_PATH}/{}/edit", proposal.id)), PATH)));
    }
    edit_page(&visitor, id, (&record, waits), &opening(&record)).answer()
}

async fn pending(visitor: &Visitor, id: ResourceId) -> Result<Option<Proposal>> {
    let granted = visitor.may::<ResourcesView>()?;
    Ok(proposals::pending(&mut visitor.read().await?, &granted, &[id]).await?.remove(&id))
}

pub async fn edit(visitor: Visitor, Id(id): Id<ResourceId>, typed: Fields) -> Answer {
    let record = find(&visitor, id).await?;
    let waits = waits(&visitor, &mut visitor.read().await?).await?;
    only(&typed, waits)?;
    match change(&visitor, id, waits, &typed).await {
        Ok((to, words)) => Ok(visitor.done(&to, words)),
        Err(error) => {
            let base = typed.get("version").parse().ok();
            let meanwhile = meanwhile(&visitor, &mut visitor.read().await?, id, base).await?;
            edit_page(&visitor, id, (&record, waits), &typed).refused(error, meanwhile)
        }
    }
}

async fn change(
    visitor: &Visitor,
    id: ResourceId,
    waits: bool,
    typed: &Fields,
) -> Result<(String, &'static str)> {
    let granted = visitor.may::<ResourcesEdit>()?;
    if waits {
        let (base, wish) = read_wish(visitor, typed)?;
        proposals::propose(visitor.house(), &granted, id, base, wish).await?;
        return Ok((format!("{PATH}/{id}"), "Proposed: operators look at it"));
    }
    let (base, details) = read(typed)?;
    resources::edit(visitor.house(), &granted, id, base, details).await?;
    Ok((format!("{PATH}/{id}"), "Saved"))
}

fn edit_page(
    visitor: &Visitor,
    id: ResourceId,
    (record, waits): (&Record, bool),
    typed: &Fields,
) -> WritePage {
    let lead = if waits {
        "Operators look at what you change before it holds. Until then everybody sees the text as it is."
    } else {
        "What you save is a new version. The ones before stay, and operators see what you changed."
    };
    WritePage {
        shell: below(visitor, &format!("Edit {}", record.cell("title").text())),
        lead: lead.to_owned(),
        form: FormView {
            action: format!("{PATH}/{id}/edit"),
            fields: asked(waits, typed),
            submit: if waits { "Propose change" } else { "Save changes" }.to_owned(),
            cancel_href: Some(format!("{PATH}/{id}")),
            ..FormView::default()
        },
        changes: Vec::new(),
    }
}

pub async fn restore(visitor: Visitor, Id(id): Id<ResourceId>, typed: Fields) -> Answer {
    typed.only(&["version"])?;
    let granted = visitor.may::<ResourcesEdit>()?;
    let mut read = visitor.read().await?;
    let versions = resources::versions(&mut read, &visitor.may()?, id).await?;
    let waits = waits(&visitor, &mut read).await?;
    drop(read);
    let wanted = versions.into_iter().find(|one| one.number.to_string() == typed.get("version"));
    let details = wanted.ok_or(Error::NotFound)?.details;
    let here = format!("{PATH}/{id}");
    if waits {
        proposals::propose(visitor.house(), &granted, id, None, Wish { details, at: None }).await?;
        return Ok(visitor.done(&here, "Proposed: operators look at it"));
    }
    resources::edit(visitor.house(), &granted, id, None, details).await?;
    Ok(visitor.done(&here, "Brought back as the latest version"))
}

pub async fn ask_delete(visitor: Visitor, Id(id): Id<ResourceId>) -> Answer {
    let record = find(&visitor, id).await?;
    let waits = waits(&visitor, &mut visitor.read().await?).await?;
    let (effect, verb) = if waits {
        ("Operators look at it first. If they agree, every version of it is gone.", "Propose deletion")
    } else {
        (
            "Operators no longer see it, and every version of it is gone. This cannot be undone.",
            "Delete resource",
        )
    };
    page(&ConfirmPage {
        shell: below(&visitor, &format!("Delete “{}”?", record.cell("title").text())),
        effect: effect.to_owned(),
        verb: verb.to_owned(),
        action: format!("{PATH}/{id}/delete"),
        cancel_href: format!("{PATH}/{id}"),
        danger: true,
        ..ConfirmPage::default()
    })
}

pub async fn delete(visitor: Visitor, Id(id): Id<ResourceId>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let granted = visitor.may::<ResourcesEdit>()?;
    if waits(&visitor, &mut visitor.read().await?).await? {
        proposals::propose_delete(visitor.house(), &granted, id).await?;
        return Ok(visitor.done(&format!("{PATH}/{id}"), "Proposed: operators look at it"));
    }
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
