//! One proposal about a resource: what it would change, what has changed since, and what came of it.

use askama::Template;
use domain::Read;
use domain::access::ResourcesView;
use domain::resources::proposals::{KINDS, Kind, Proposal, STATES, State};
use domain::resources::{self, ResourceDetails, Version};
use kernel::{Result, Timestamp};

use super::changes::Changes;
use crate::records::cell::tone;
use crate::ui::{Badge, Cell, Property, Prose, RecordId, Timeline, Tone, prints_itself};
use crate::{Visitor, format};

#[derive(Clone, Debug, Default, Template)]
#[template(path = "resources/proposal.html")]
pub struct ProposalView {
    pub title: String,
    id: RecordId,
    badges: Vec<Badge>,
    /// What the visitor should know first, each with its tone.
    notices: Vec<(&'static str, String)>,
    /// Why it was refused, or came back.
    reason: Option<(String, String)>,
    changes: Option<Changes>,
    /// What others have changed since it was written.
    since: Option<Changes>,
    /// As it is to be.
    prose: Option<Prose>,
    prose_title: &'static str,
    properties: Vec<Property>,
    /// The version of the resource that it was compared with; 0 if there is none.
    pub version: i64,
    history: Option<Timeline>,
}

prints_itself!(ProposalView);

/// `path` is where resources are at this door.
pub async fn proposal(
    visitor: &Visitor,
    read: &mut Read,
    proposal: &Proposal,
    (path, history): (&str, Option<Timeline>),
) -> Result<ProposalView> {
    let versions = match proposal.resource {
        Some(id) => resources::versions(read, &visitor.may::<ResourcesView>()?, id).await?,
        None => Vec::new(),
    };
    let latest = versions.first();
    let base = versions.iter().find(|one| one.number == proposal.base);
    let stale = latest.filter(|latest| proposal.is_pending() && latest.number != proposal.base);
    let since = stale.zip(base).and_then(|(latest, base)| {
        let title = format!("What {} changed in the meantime", latest.by);
        Changes::between_whole(title, &base.details, &latest.details)
    });
    let delete = proposal.kind == Kind::Delete;
    Ok(ProposalView {
        title: title(proposal),
        id: RecordId(proposal.id.to_string()),
        badges: badges(proposal),
        notices: notices(visitor, proposal, stale),
        reason: reason(proposal),
        changes: changes(proposal, if proposal.is_pending() { latest } else { base }),
        since: since.map(|since| since.named("since")),
        prose: (!proposal.details.text.is_empty()).then(|| Prose::of(&proposal.details.text)),
        prose_title: if delete { "What would go" } else { "As it would be" },
        properties: properties(visitor, proposal, path),
        version: latest.map_or(0, |latest| latest.number),
        history,
    })
}

fn title(proposal: &Proposal) -> String {
    let title = &proposal.details.title;
    match proposal.kind {
        Kind::New => format!("New: {title}"),
        Kind::Edit => format!("Change of {title}"),
        Kind::Delete => format!("Deletion of {title}"),
    }
}

fn badges(proposal: &Proposal) -> Vec<Badge> {
    let state = STATES.iter().find(|one| one.value == proposal.state.name());
    let kind = KINDS.iter().find(|one| one.value == proposal.kind.name());
    let kind = kind.map(|kind| Badge::new(Tone::Neutral, kind.label));
    state.map(|state| Badge::new(tone(state.tone), state.label)).into_iter().chain(kind).collect()
}

fn notices(visitor: &Visitor, proposal: &Proposal, stale: Option<&Version>) -> Vec<(&'static str, String)> {
    let mut notices = Vec::new();
    if let (State::Scheduled, Some(at)) = (proposal.state, proposal.effective_at) {
        let when = format::instant(at, &visitor.local);
        notices.push((
            "tone-accent",
            format!("Takes effect on {when}. Until then everybody sees the text as it is."),
        ));
    }
    if let Some(latest) = stale {
        notices.push((
            "tone-warning",
            format!(
                "This was written from version {}. {} has changed the resource since: it has version {} now. Below is \
                 what the proposal would make of that, and what has changed in between.",
                proposal.base, latest.by, latest.number
            ),
        ));
    }
    notices
}

fn reason(proposal: &Proposal) -> Option<(String, String)> {
    let title = match proposal.state {
        State::Refused => format!("Why {} refused it", proposal.decided_by),
        _ => "Why it waits again".to_owned(),
    };
    (!proposal.reason.is_empty()).then(|| (title, proposal.reason.clone()))
}

/// From what is there, or was there when it was decided on.
fn changes(proposal: &Proposal, before: Option<&Version>) -> Option<Changes> {
    let title = match (proposal.state, proposal.of_team) {
        (State::Open, false) => format!("What {} proposes", proposal.proposed_by),
        (State::Done, _) => "What was changed".to_owned(),
        (State::Refused | State::Withdrawn, _) => "What was proposed".to_owned(),
        _ => "What will change".to_owned(),
    };
    match (proposal.kind, before) {
        (Kind::Edit, Some(before)) => Changes::between_whole(title, &before.details, &proposal.details),
        (Kind::Edit, None) => Changes::between_whole(title, &ResourceDetails::default(), &proposal.details),
        _ => None,
    }
}

fn properties(visitor: &Visitor, proposal: &Proposal, path: &str) -> Vec<Property> {
    let at = |at: Timestamp| Cell::Instant { iso: at.to_string(), text: format::instant(at, &visitor.local) };
    let mut all = Vec::new();
    if visitor.who.actor.is_of_the_team() {
        let (text, href) = (proposal.account_name.clone(), format!("/console/accounts/{}", proposal.account));
        all.push(Property::new("Account", Cell::Link { text, href }));
    }
    if let Some(id) = proposal.resource {
        let (text, href) = ("The resource as it is now".to_owned(), format!("{path}/{id}"));
        all.push(Property::new("Resource", Cell::Link { text, href }));
    }
    let proposed = if proposal.of_team { ("Written by", "Written") } else { ("Proposed by", "Proposed") };
    all.push(Property::new(proposed.0, Cell::text(proposal.proposed_by.clone())));
    all.push(Property::new(proposed.1, at(proposal.proposed_at)));
    if let Some(wanted) = proposal.wanted_at {
        all.push(Property::new("Wished from", at(wanted)));
    }
    if let (Some(decided), false) = (proposal.decided_at, proposal.of_team) {
        let decided_by = match proposal.state {
            State::Refused => "Refused by",
            State::Withdrawn => "Withdrawn by",
            _ => "Approved by",
        };
        all.push(Property::new(decided_by, Cell::text(proposal.decided_by.clone())));
        all.push(Property::new("Decided", at(decided)));
    }
    if let Some(effective) = proposal.effective_at {
        all.push(Property::new(
            if proposal.state == State::Done { "In effect since" } else { "Takes effect" },
            at(effective),
        ));
    }
    all
}
