//! One proposal with what it would change, and the form by which it is approved.

use askama::Template;
use domain::access::{ResourcesEdit, ResourcesView};
use domain::resources::proposals::{self, Kind, Proposal, State};
use kernel::{ProposalId, ResourceId, Result};
use web::resources::{ProposalView, later, proposal};
use web::ui::{Choice, FieldKind, FieldView, FormView, Shell};
use web::{Answer, Fields, Id, Visitor, format, page, refused};

use super::PATH;
use crate::history::timeline;
use crate::resources::{self, below};

#[derive(Template)]
#[template(path = "resources/proposal.html")]
pub struct ProposalPage {
    shell: Shell,
    here: String,
    /// What is decided here, if anything still is, and the visitor may.
    approve: Option<FormView>,
    may_edit: bool,
    /// “Refuse…”, or “Call off…”
    refuse: &'static str,
    proposal: ProposalView,
}

pub async fn show(visitor: Visitor, Id(id): Id<ProposalId>) -> Answer {
    let (found, view) = find(&visitor, id).await?;
    let at = found.wanted_at.filter(|at| *at > visitor.who.now && found.state == State::Open);
    let typed = Fields::of([("at", at.map(|at| visitor.local.for_field(at)).unwrap_or_default())]);
    page(&proposal_page(&visitor, &found, view, &typed))
}

/// The page once more, with what is wrong with what was decided: compared with the text as it is now.
pub async fn again(visitor: &Visitor, id: ProposalId, typed: &Fields, error: kernel::Error) -> Answer {
    let (found, view) = find(visitor, id).await?;
    let mut page = proposal_page(visitor, &found, view, typed);
    let Some(form) = &mut page.approve else { return Err(error.into()) };
    let error = form.refuse(error)?;
    refused(&page, &error)
}

async fn find(visitor: &Visitor, id: ProposalId) -> Result<(Proposal, ProposalView)> {
    let granted = visitor.may::<ResourcesView>()?;
    let mut read = visitor.read().await?;
    let found = proposals::find(&mut read, &granted, id).await?;
    let thing = found.resource.map_or(id.any(), ResourceId::any);
    let history = timeline::of_thing(visitor, &mut read, thing).await?;
    let view = proposal(visitor, &mut read, &found, (resources::PATH, history)).await?;
    Ok((found, view))
}

fn proposal_page(visitor: &Visitor, found: &Proposal, view: ProposalView, typed: &Fields) -> ProposalPage {
    let here = format!("{PATH}/{}", found.id);
    let mut shell = below(visitor, &view.title);
    shell.trail.push(Choice::new("Proposed changes", PATH, false));
    let may = found.is_pending() && visitor.can::<ResourcesEdit>();
    ProposalPage {
        shell,
        approve: may.then(|| approve(visitor, found, (&here, view.version), typed)),
        may_edit: found.kind != Kind::Delete,
        refuse: if found.state == State::Scheduled { "Call off…" } else { "Refuse…" },
        here,
        proposal: view,
    }
}

fn approve(visitor: &Visitor, found: &Proposal, (here, version): (&str, i64), typed: &Fields) -> FormView {
    let submit = match (found.state, found.kind) {
        (State::Scheduled, _) => "Set the time",
        (_, Kind::Delete) => "Approve, and delete it",
        _ => "Approve",
    };
    FormView {
        action: format!("{here}/approve"),
        fields: vec![
            hidden("revision", found.revision),
            hidden("version", version),
            later(typed, "Takes effect", &wished(visitor, found)),
        ],
        submit: submit.to_owned(),
        danger: found.kind == Kind::Delete,
        ..FormView::default()
    }
}

/// From when on the client wishes that it holds.
pub(super) fn wished(visitor: &Visitor, found: &Proposal) -> String {
    match found.wanted_at {
        Some(at) => {
            let when = format::instant(at, &visitor.local);
            format!("Left empty: at once. {} wishes it from {when} on.", found.proposed_by)
        }
        None => "Left empty: at once.".to_owned(),
    }
}

pub(super) fn hidden(name: &str, value: i64) -> FieldView {
    FieldView { value: value.to_string(), ..FieldView::new(name, name, FieldKind::Hidden) }
}
