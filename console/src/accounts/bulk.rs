//! The same done to many accounts: a question that says how many, and asks what is still open, then the deed.

use domain::access::{AccountsEdit, AccountsLock, AccountsView, Key};
use domain::accounts::bulk::{self, Chosen, Edit};
use domain::accounts::tags::{self, Tag};
use domain::accounts::{assignments, plans};
use domain::jobs::{self, AT_ONCE, MOST};
use kernel::{AccountId, Error, Invalid, JobId, Result};
use web::ui::{Bulk, BulkAction, ConfirmPage, Door, FieldKind, FieldView, icon};
use web::{Answer, Fields, LocalPath, Pairs, Policy, Routes, Site, Visitor, page, redirect, refused};

use super::list::{self, PATH};
use super::plan::NONE;
use crate::form_page::{field, select};

/// What the question is answered with, beside the accounts.
const ANSWERS: [&str; 6] = ["id", "all", "count", "tag", "operator", "to_plan"];
/// Tags that are suggested.
pub const SUGGESTED: usize = 200;

/// Work on many accounts at once: each first says what it will do.
pub fn routes(site: &Site) -> Routes {
    let needs = Policy::Needs;
    Routes::new(Door::Console, site)
        .post("/console/accounts/assign-many", needs(Key::AccountsEdit), assign)
        .post("/console/accounts/assign-many/confirmed", needs(Key::AccountsEdit), assign_confirmed)
        .post("/console/accounts/tag-many", needs(Key::AccountsEdit), tag)
        .post("/console/accounts/tag-many/confirmed", needs(Key::AccountsEdit), tag_confirmed)
        .post("/console/accounts/untag-many", needs(Key::AccountsEdit), untag)
        .post("/console/accounts/untag-many/confirmed", needs(Key::AccountsEdit), untag_confirmed)
        .post("/console/accounts/plan-many", needs(Key::AccountsEdit), plan)
        .post("/console/accounts/plan-many/confirmed", needs(Key::AccountsEdit), plan_confirmed)
        .post("/console/accounts/lock-many", needs(Key::AccountsLock), lock)
        .post("/console/accounts/lock-many/confirmed", needs(Key::AccountsLock), lock_confirmed)
        .post("/console/accounts/unlock-many", needs(Key::AccountsLock), unlock)
        .post("/console/accounts/unlock-many/confirmed", needs(Key::AccountsLock), unlock_confirmed)
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Assign,
    Tag,
    Untag,
    Plan,
    Lock,
    Unlock,
}

impl Deed {
    const fn path(self) -> &'static str {
        match self {
            Self::Assign => "/console/accounts/assign-many",
            Self::Tag => "/console/accounts/tag-many",
            Self::Untag => "/console/accounts/untag-many",
            Self::Plan => "/console/accounts/plan-many",
            Self::Lock => "/console/accounts/lock-many",
            Self::Unlock => "/console/accounts/unlock-many",
        }
    }

    fn title(self, what: &str) -> String {
        match self {
            Self::Assign => format!("Assign an operator to {what}"),
            Self::Tag => format!("Add a tag to {what}"),
            Self::Untag => format!("Remove a tag from {what}"),
            Self::Plan => format!("Change the plan of {what}"),
            Self::Lock => format!("Lock {what}"),
            Self::Unlock => format!("Unlock {what}"),
        }
    }

    const fn effect(self) -> &'static str {
        match self {
            Self::Assign => "The operator looks after them from now on, beside those who do already.",
            Self::Tag => "Accounts that have the tag already stay as they are.",
            Self::Untag => "Accounts that do not have the tag stay as they are.",
            Self::Plan => {
                "Accounts for which the plan is too small stay as they are; the report says what stands in the way."
            }
            Self::Lock => {
                "Everybody who is signed in to one of them is signed out at once, and nobody can sign in until it is \
                 unlocked. Calls and messages are kept, and still come in."
            }
            Self::Unlock => "Their people can sign in again.",
        }
    }
}

/// The verbs below the list, for whoever may do them.
pub fn verbs(visitor: &Visitor, all_matching: Option<String>, hidden: Vec<(String, String)>) -> Option<Bulk> {
    let mut deeds = Vec::new();
    if visitor.can::<AccountsEdit>() {
        deeds.extend([
            (Deed::Assign, "Assign operator…", "user-plus"),
            (Deed::Tag, "Add tag…", "tag"),
            (Deed::Untag, "Remove tag…", "x"),
            (Deed::Plan, "Change plan…", "receipt"),
        ]);
    }
    if visitor.can::<AccountsLock>() {
        deeds.extend([(Deed::Lock, "Lock…", "lock"), (Deed::Unlock, "Unlock…", "lock-open")]);
    }
    let actions: Vec<BulkAction> = deeds
        .into_iter()
        .map(|(deed, label, name)| BulkAction {
            label: label.to_owned(),
            icon: icon(name),
            action: deed.path().to_owned(),
            danger: deed == Deed::Lock,
            asks: true,
        })
        .collect();
    let action = actions.first()?.action.clone();
    Some(Bulk { action, actions, all_matching, hidden })
}

pub async fn assign(visitor: Visitor, typed: Fields) -> Answer {
    ask(&visitor, &typed, Deed::Assign).await
}

pub async fn assign_confirmed(visitor: Visitor, typed: Fields) -> Answer {
    confirmed(&visitor, &typed, Deed::Assign).await
}

pub async fn tag(visitor: Visitor, typed: Fields) -> Answer {
    ask(&visitor, &typed, Deed::Tag).await
}

pub async fn tag_confirmed(visitor: Visitor, typed: Fields) -> Answer {
    confirmed(&visitor, &typed, Deed::Tag).await
}

pub async fn untag(visitor: Visitor, typed: Fields) -> Answer {
    ask(&visitor, &typed, Deed::Untag).await
}

pub async fn untag_confirmed(visitor: Visitor, typed: Fields) -> Answer {
    confirmed(&visitor, &typed, Deed::Untag).await
}

pub async fn plan(visitor: Visitor, typed: Fields) -> Answer {
    ask(&visitor, &typed, Deed::Plan).await
}

pub async fn plan_confirmed(visitor: Visitor, typed: Fields) -> Answer {
    confirmed(&visitor, &typed, Deed::Plan).await
}

pub async fn lock(visitor: Visitor, typed: Fields) -> Answer {
    ask(&visitor, &typed, Deed::Lock).await
}

pub async fn lock_confirmed(visitor: Visitor, typed: Fields) -> Answer {
    confirmed(&visitor, &typed, Deed::Lock).await
}

pub async fn unlock(visitor: Visitor, typed: Fields) -> Answer {
    ask(&visitor, &typed, Deed::Unlock).await
}

pub async fn unlock_confirmed(visitor: Visitor, typed: Fields) -> Answer {
    confirmed(&visitor, &typed, Deed::Unlock).await
}

/// Asks; nothing is done yet.
async fn ask(visitor: &Visitor, typed: &Fields, deed: Deed) -> Answer {
    page(&question(visitor, typed, deed).await?)
}

async fn confirmed(visitor: &Visitor, typed: &Fields, deed: Deed) -> Answer {
    let mut question = question(visitor, typed, deed).await?;
    // It is done to those that were confirmed and to no others: if they are more or fewer by now, it is asked anew.
    if question.hidden.iter().all(|(name, value)| name != "count" || value != typed.get("count")) {
        let error = Error::conflict("The list has changed in the meantime. Look at the number again.");
        question.error = Some(error.to_string());
        return refused(&question, &error);
    }
    let id = match carry_out(visitor, typed, deed).await {
        Ok(id) => id,
        Err(Error::Invalid(invalid)) => {
            let words = invalid.fields().first().map(|wrong| wrong.message.clone());
            match question.fields.first_mut() {
                Some(field) => field.error = words,
                None => question.error = words,
            }
            return refused(&question, &Error::Invalid(invalid));
        }
        Err(error) => return Err(error.into()),
    };
    let job = jobs::find(&mut visitor.read().await?, &visitor.who.actor, id).await?;
    if job.state.is_over() && job.skipped == 0 {
        return Ok(visitor.done(PATH, &format!("{} {}", accounts(job.done), job.kind.done())));
    }
    Ok(redirect(&LocalPath::or(Some(&crate::jobs::page_of(id)), PATH)))
}

async fn carry_out(visitor: &Visitor, typed: &Fields, deed: Deed) -> Result<JobId> {
    let chosen = chosen(visitor, typed)?;
    let mut invalid = Invalid::default();
    let edit = match deed {
        Deed::Assign => {
            let id = typed.get("operator").parse().map_err(|_| "Choose an operator.");
            invalid.check("operator", id).map(Edit::Assign)
        }
        Deed::Tag => invalid.check("tag", Tag::parse(typed.get("tag"))).map(Edit::AddTag),
        Deed::Untag => invalid.check("tag", Tag::parse(typed.get("tag"))).map(Edit::RemoveTag),
        Deed::Plan => {
            let plan = match typed.get("to_plan") {
                NONE => Ok(None),
                id => id.parse().map(Some).map_err(|_| "Choose one of the plans."),
            };
            invalid.check("to_plan", plan).map(Edit::Plan)
        }
        Deed::Lock | Deed::Unlock => {
            let granted = visitor.may::<AccountsLock>()?;
            return bulk::lock_all(visitor.house(), &granted, deed == Deed::Lock, &chosen).await;
        }
    };
    let edit = edit.ok_or(Error::Invalid(invalid))?;
    bulk::edit(visitor.house(), &visitor.may::<AccountsEdit>()?, &edit, &chosen).await
}

/// The ticked ones, or all that match the filters that are sent along.
fn chosen(visitor: &Visitor, typed: &Fields) -> Result<Chosen> {
    if typed.optional("all").is_some() {
        let filters = typed.iter().filter(|(name, _)| !ANSWERS.contains(name));
        let pairs = filters.fold(Pairs::default(), |pairs, (name, value)| pairs.with(name, Some(value)));
        return Ok(Chosen::Matching(list::query(visitor, &pairs)?));
    }
    let mut invalid = Invalid::default();
    let parsed = typed.all("id").map(|id| id.parse::<AccountId>().map_err(|_| "This is no account."));
    let mut ids: Vec<AccountId> = parsed.filter_map(|id| invalid.check("id", id)).collect();
    ids.sort();
    ids.dedup();
    if ids.is_empty() {
        invalid.push("id", "Tick the accounts first.");
    }
    invalid.into_result()?;
    Ok(Chosen::These(ids))
}

async fn question(visitor: &Visitor, typed: &Fields, deed: Deed) -> Result<ConfirmPage> {
    let granted = visitor.may::<AccountsView>()?;
    let count = bulk::count(&mut visitor.read().await?, &granted, &chosen(visitor, typed)?).await?;
    if count > MOST {
        let text = format!("These are more than {MOST}. Narrow the list by a filter first.");
        return Err(Error::invalid("all", text));
    }
    let title = deed.title(&accounts(i64::try_from(count).map_err(Error::bug)?));
    let later = if count > AT_ONCE { " It takes a while; you see how far it has come." } else { "" };
    let mut hidden: Vec<(String, String)> = typed
        .iter()
        .filter(|(name, _)| !["count", "tag", "operator", "to_plan"].contains(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    hidden.push(("count".to_owned(), count.to_string()));
    Ok(ConfirmPage {
        shell: list::below(visitor, &format!("{title}?"), &[]),
        effect: format!("{}{later}", deed.effect()),
        verb: title,
        action: format!("{}/confirmed", deed.path()),
        cancel_href: PATH.to_owned(),
        danger: deed == Deed::Lock,
        hidden,
        fields: fields(visitor, typed, deed).await?,
        ..ConfirmPage::default()
    })
}

/// What is still to be said: which tag, which operator, which plan.
async fn fields(visitor: &Visitor, typed: &Fields, deed: Deed) -> Result<Vec<FieldView>> {
    let granted = visitor.may::<AccountsView>()?;
    let mut read = visitor.read().await?;
    Ok(match deed {
        Deed::Assign => {
            let offered = assignments::offered(&mut read, &granted).await?;
            let options = offered.into_iter().map(|one| (one.id.to_string(), one.name));
            vec![FieldView {
                required: true,
                ..select(typed, "operator", "Operator", Some("Choose…"), options)
            }]
        }
        Deed::Tag | Deed::Untag => vec![FieldView {
            required: true,
            maxlength: Some(Tag::MAX),
            autocomplete: Some("off".to_owned()),
            suggestions: tags::in_use(&mut read, &granted, SUGGESTED).await?,
            ..field(typed, "tag", "Tag", FieldKind::Text)
        }],
        Deed::Plan => {
            let offered = plans::list(&mut read, &granted).await?;
            let offered = offered.into_iter().map(|(plan, _)| (plan.id.to_string(), plan.name));
            let options = offered.chain([(NONE.to_owned(), "No plan".to_owned())]);
            vec![FieldView { required: true, ..select(typed, "to_plan", "Plan", Some("Choose…"), options) }]
        }
        Deed::Lock | Deed::Unlock => Vec::new(),
    })
}

fn accounts(count: i64) -> String {
    if count == 1 { "1 account".to_owned() } else { format!("{count} accounts") }
}
