//! Whoever proposed something is told what came of it.

use db::{Tx, Value};
use kernel::{OrgId, ProposalId, Result, Span};
use serde_json::json;

use super::collection::OWNER;
use super::find::{Proposal, State};
use crate::access::{Granted, ResourcesView, Select};
use crate::change::Change;
use crate::notices::{self, LetterKind, Notice, Whom};

/// After this it is no news.
const NEWS: Span = Span::days(3);

/// Tells the client of it, if it was the client's. `outcome` is what has become of it now.
pub(super) async fn tell(change: &mut Change, org: OrgId, proposal: &Proposal, outcome: State) -> Result<()> {
    let Some(proposer) = proposal.proposer.filter(|_| !proposal.of_team) else { return Ok(()) };
    let notice = Notice {
        kind: LetterKind::ProposalAnswered,
        account: proposal.account,
        all: vec![json!({ "proposal": proposal.id.to_string(), "state": outcome.name() })],
        ends_at: change.at + NEWS,
        by: None,
    };
    notices::tell(change, org, &notice, Whom::User(proposer)).await
}

/// A proposal as the letter about it says it.
pub(crate) struct Answered {
    pub title: String,
    /// “was refused”
    pub outcome: &'static str,
    pub reason: String,
}

/// As it is now, if it is still in the state that is to be told, and within reach.
pub(crate) async fn answered(
    tx: &mut Tx,
    granted: &Granted<ResourcesView>,
    (id, state): (ProposalId, &str),
) -> Result<Option<Answered>> {
    let outcome = match state {
        "refused" => "was refused",
        "scheduled" => "was approved and takes effect later",
        "done" => "is in effect",
        _ => return Ok(None),
    };
    let state = Value::from(state.to_owned());
    Select::of("r.title, r.reason", "resource_proposals r")
        .within(granted, &OWNER)
        .and("r.id = {} AND r.state = {}", [Value::from(id), state])
        .row(tx, |row| Ok(Answered { title: row.get(0)?, outcome, reason: row.get(1)? }))
        .await
}
