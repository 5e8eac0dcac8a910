//! An operator approves a proposal as it is, or refuses it with a reason.

use domain::access::{ResourcesEdit, ResourcesView};
use domain::resources::proposals::{self, Approval, LONGEST_REASON, Proposal, State};
use kernel::{Error, ProposalId, Result, Timestamp};
use web::ui::{Choice, FieldKind, FieldView, FormView};
use web::{Answer, Fields, Id, Visitor, format};

use super::PATH;
use super::show::{again, hidden};
use crate::form_page::{FormPage, field};
use crate::resources::below;

pub async fn approve(visitor: Visitor, Id(id): Id<ProposalId>, typed: Fields) -> Answer {
    typed.only(&["revision", "version", "at"])?;
    match approve_as_it_is(&visitor, id, &typed).await {
        Ok(at) => Ok(visitor.done(&format!("{PATH}/{id}"), &said(&visitor, at))),
        Err(error) => again(&visitor, id, &typed, error).await,
    }
}

async fn approve_as_it_is(visitor: &Visitor, id: ProposalId, typed: &Fields) -> Result<Option<Timestamp>> {
    let granted = visitor.may::<ResourcesEdit>()?;
    let approval = read(visitor, typed)?;
    let at = approval.at;
    proposals::approve(visitor.house(), &granted, id, approval).await?;
    Ok(at)
}

/// What was seen, and from when on it is to hold.
pub(super) fn read(visitor: &Visitor, typed: &Fields) -> Result<Approval> {
    let number = |name: &str| {
        let number = typed.get(name).parse().map(Some);
        number.map_err(|_| Error::invalid(name, "Open the proposal, and decide there."))
    };
    let at = match typed.get("at").trim() {
        "" => None,
        text => {
            let at = visitor.local.read(text);
            Some(at.ok_or_else(|| Error::invalid("at", "Write a date and a time of day."))?)
        }
    };
    Ok(Approval { revision: number("revision")?, version: number("version")?, details: None, at })
}

/// What is said of what was approved.
pub(super) fn said(visitor: &Visitor, at: Option<Timestamp>) -> String {
    match at {
        Some(at) => format!("Approved: it takes effect on {}", format::instant(at, &visitor.local)),
        None => "Approved, and in effect".to_owned(),
    }
}

pub async fn ask_refuse(visitor: Visitor, Id(id): Id<ProposalId>) -> Answer {
    let found = find(&visitor, id).await?;
    refuse_page(&visitor, &found, &Fields::default()).answer()
}

pub async fn refuse(visitor: Visitor, Id(id): Id<ProposalId>, typed: Fields) -> Answer {
    typed.only(&["revision", "reason"])?;
    let granted = visitor.may::<ResourcesEdit>()?;
    let found = find(&visitor, id).await?;
    let seen = typed.get("revision").parse().ok();
    match proposals::refuse(visitor.house(), &granted, id, seen, typed.get("reason")).await {
        Ok(()) => Ok(visitor.done(&format!("{PATH}/{id}"), refused_words(&found))),
        Err(error) => refuse_page(&visitor, &found, &typed).refused(error),
    }
}

fn refused_words(found: &Proposal) -> &'static str {
    if found.state == State::Scheduled { "Called off" } else { "Refused" }
}

async fn find(visitor: &Visitor, id: ProposalId) -> Result<Proposal> {
    let granted = visitor.may::<ResourcesView>()?;
    proposals::find(&mut visitor.read().await?, &granted, id).await
}

fn refuse_page(visitor: &Visitor, found: &Proposal, typed: &Fields) -> FormPage {
    let here = format!("{PATH}/{}", found.id);
    let verb = if found.state == State::Scheduled { "Call off" } else { "Refuse" };
    let mut shell = below(visitor, &format!("{verb} what was proposed about “{}”?", found.details.title));
    shell.trail.push(Choice::new("Proposed changes", PATH, false));
    let reason = FieldView {
        required: true,
        maxlength: Some(LONGEST_REASON),
        hint: "The client reads it.".to_owned(),
        ..field(typed, "reason", "Why", FieldKind::TextArea { rows: 4 })
    };
    FormPage {
        shell,
        lead: "The resource stays as it is. What was proposed stays here to be read.".to_owned(),
        form: FormView {
            action: format!("{here}/refuse"),
            fields: vec![hidden("revision", found.revision), reason],
            submit: verb.to_owned(),
            cancel_href: Some(here),
            danger: true,
            ..FormView::default()
        },
    }
}
