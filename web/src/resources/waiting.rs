//! What waits for a resource: a client's change for an operator's approval, or an approved one for its time.

use domain::Read;
use domain::access::{ResourcesEdit, ResourcesView};
use domain::resources::Version;
use domain::resources::proposals::{self, Kind, Proposal, State};
use kernel::{ResourceId, Result};

use super::changes::Changes;
use crate::ui::{Badge, Door, Tone};
use crate::{Visitor, format};

/// A change that is not in effect yet.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub words: String,
    /// The page of the proposal.
    pub href: String,
    /// `tone-warning`
    pub tone: &'static str,
    pub changes: Option<Changes>,
}

/// Where proposals are, at this door.
pub fn proposals_path(visitor: &Visitor) -> &'static str {
    if visitor.door == Door::Console { "/console/resources/proposals" } else { "/resources/proposals" }
}

/// Whether what the visitor changes of resources waits for an operator.
pub async fn waits(visitor: &Visitor, read: &mut Read) -> Result<bool> {
    let (Ok(granted), Some(place)) = (visitor.may::<ResourcesEdit>(), visitor.who.actor.place()) else {
        return Ok(false);
    };
    proposals::waits(read, &granted, place.account).await
}

/// What waits, in a sentence.
pub fn waiting_words(visitor: &Visitor, proposal: &Proposal) -> String {
    let what = match proposal.kind {
        Kind::New => "A new resource",
        Kind::Edit => "A change",
        Kind::Delete => "A deletion",
    };
    let by = &proposal.proposed_by;
    match (proposal.state, proposal.effective_at) {
        (State::Scheduled, Some(at)) => {
            let when = format::instant(at, &visitor.local);
            if proposal.kind == Kind::Delete {
                format!("It goes on {when}, as {by} proposed.")
            } else {
                format!("It changes on {when}, as {by} wrote.")
            }
        }
        _ => format!("{what} by {by} waits for approval."),
    }
}

/// The same in two words.
pub fn waiting_badge(visitor: &Visitor, proposal: &Proposal) -> Badge {
    match (proposal.state, proposal.effective_at) {
        (State::Scheduled, Some(at)) => {
            let goes = if proposal.kind == Kind::Delete { "Goes" } else { "Changes" };
            Badge::new(Tone::Accent, format!("{goes} on {}", format::instant(at, &visitor.local)))
        }
        _ => Badge::new(Tone::Warning, "A change waits"),
    }
}

/// What waits for this resource, with what it would change of its latest version.
pub(super) async fn waiting_for(
    visitor: &Visitor,
    read: &mut Read,
    (id, latest): (ResourceId, &Version),
) -> Result<Option<Waiting>> {
    let granted = visitor.may::<ResourcesView>()?;
    let Some(proposal) = proposals::pending(read, &granted, &[id]).await?.remove(&id) else {
        return Ok(None);
    };
    let title = match proposal.state {
        State::Scheduled => "What will change".to_owned(),
        _ => format!("What {} proposes", proposal.proposed_by),
    };
    let changes = match proposal.kind {
        Kind::Delete => None,
        _ => Changes::between_whole(title, &latest.details, &proposal.details),
    };
    Ok(Some(Waiting {
        words: waiting_words(visitor, &proposal),
        href: format!("{}/{}", proposals_path(visitor), proposal.id),
        tone: if proposal.state == State::Scheduled { "tone-accent" } else { "tone-warning" },
        changes: changes.map(|changes| changes.named("waiting")),
    }))
}
