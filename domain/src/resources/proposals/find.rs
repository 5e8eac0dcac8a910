//! One proposal, what waits for resources, and what waits in an account.

use std::collections::BTreeMap;

use db::{Row, Tx, Value};
use kernel::{AccountId, Error, ProposalId, ResourceId, Result, Timestamp, UserId};

use super::collection::OWNER;
use crate::access::{AnyGranted, Granted, ResourcesView, Select};
use crate::house::Read;
use crate::resources::ResourceDetails;

/// What is to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    New,
    Edit,
    Delete,
}

/// How far it has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Open,
    Scheduled,
    Done,
    Refused,
    Withdrawn,
}

#[derive(Clone, Debug)]
pub struct Proposal {
    pub id: ProposalId,
    pub account: AccountId,
    pub account_name: String,
    /// None of a new one that is not there yet, and of one that is gone.
    pub resource: Option<ResourceId>,
    pub kind: Kind,
    pub state: State,
    /// An operator wrote it.
    pub of_team: bool,
    /// The version that it changes; 0 of a new one.
    pub base: i64,
    /// Grows with each change of the proposal.
    pub revision: i64,
    /// The whole of it, as it is to be.
    pub details: ResourceDetails,
    pub wanted_at: Option<Timestamp>,
    pub proposed_at: Timestamp,
    pub proposed_by: String,
    pub proposer: Option<UserId>,
    pub decided_at: Option<Timestamp>,
    pub decided_by: String,
    /// Why it was refused, or came back.
    pub reason: String,
    pub effective_at: Option<Timestamp>,
}

impl Kind {
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Edit => "edit",
            Self::Delete => "delete",
        }
    }

    /// An unknown kind destroys nothing.
    fn stored(name: &str) -> Self {
        match name {
            "new" => Self::New,
            "delete" => Self::Delete,
            _ => Self::Edit,
        }
    }
}

impl State {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Scheduled => "scheduled",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// An unknown state has ended: nothing comes of it.
    fn stored(name: &str) -> Self {
        match name {
            "open" => Self::Open,
            "scheduled" => Self::Scheduled,
            "done" => Self::Done,
            "refused" => Self::Refused,
            _ => Self::Withdrawn,
        }
    }
}

impl Proposal {
    /// It waits for an operator or for its time.
    pub const fn is_pending(&self) -> bool {
        matches!(self.state, State::Open | State::Scheduled)
    }

    pub(super) fn must_be_pending(&self) -> Result<()> {
        let ended = match self.state {
            State::Open | State::Scheduled => return Ok(()),
            State::Done => "is in effect",
            State::Refused => "was refused",
            State::Withdrawn => "was withdrawn",
        };
        Err(Error::conflict(format!("This proposal {ended} already.")))
    }

    /// Whoever decides or writes has seen this revision of it.
    pub(super) fn must_be_as_seen(&self, revision: Option<i64>) -> Result<()> {
        if revision.is_some_and(|seen| seen != self.revision) {
            return Err(Error::conflict(format!(
                "{} has changed this proposal in the meantime. Look at it as it is now.",
                self.proposed_by
            )));
        }
        Ok(())
    }
}

/// Nobody was quicker: of two who decide or write at once, the second is told.
pub(super) fn must_be_first(written: u64) -> Result<()> {
    if written == 0 {
        return Err(Error::conflict("Somebody was quicker. Look at this proposal as it is now."));
    }
    Ok(())
}

const COLUMNS: &str = "r.id, r.account_id, a.name, r.resource_id, r.kind, r.state, r.of_team, r.base_version, r.revision,
    r.category, r.title, r.body, r.wanted_at, r.proposed_at, r.proposed_by, r.proposer_id, r.decided_at, r.decided_by,
    r.reason, r.effective_at";
const FROM: &str = "resource_proposals r JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id";
const PENDING: &str = "r.state IN ('open', 'scheduled')";

fn proposal(row: &Row<'_>) -> db::Result<Proposal> {
    Ok(Proposal {
        id: row.get(0)?,
        account: row.get(1)?,
        account_name: row.get(2)?,
        resource: row.get(3)?,
        kind: Kind::stored(&row.get::<String>(4)?),
        state: State::stored(&row.get::<String>(5)?),
        of_team: row.get::<i64>(6)? != 0,
        base: row.get(7)?,
        revision: row.get(8)?,
        details: ResourceDetails { category: row.get(9)?, title: row.get(10)?, text: row.get(11)? },
        wanted_at: row.get(12)?,
        proposed_at: row.get(13)?,
        proposed_by: row.get(14)?,
        proposer: row.get(15)?,
        decided_at: row.get(16)?,
        decided_by: row.get(17)?,
        reason: row.get(18)?,
        effective_at: row.get(19)?,
    })
}

pub async fn find(read: &mut Read, granted: &Granted<ResourcesView>, id: ProposalId) -> Result<Proposal> {
    find_in(&mut read.0, granted, id).await
}

pub(super) async fn find_in(tx: &mut Tx, granted: &AnyGranted, id: ProposalId) -> Result<Proposal> {
    Select::of(COLUMNS, FROM)
        .within(granted, &OWNER)
        .and("r.id = {}", [Value::from(id)])
        .row(tx, proposal)
        .await?
        .ok_or(Error::NotFound)
}

/// What waits for this resource: there is one at most.
pub(super) async fn pending_in(
    tx: &mut Tx,
    granted: &AnyGranted,
    id: ResourceId,
) -> Result<Option<Proposal>> {
    Select::of(COLUMNS, FROM)
        .within(granted, &OWNER)
        .and(&format!("r.resource_id = {{}} AND {PENDING}"), [Value::from(id)])
        .row(tx, proposal)
        .await
}

/// What waits for each of these resources.
pub async fn pending(
    read: &mut Read,
    granted: &Granted<ResourcesView>,
    ids: &[ResourceId],
) -> Result<BTreeMap<ResourceId, Proposal>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let found = Select::of(COLUMNS, FROM)
        .within(granted, &OWNER)
        .among("r.resource_id", ids.iter().copied())
        .and(PENDING, [])
        .rows(&mut read.0, proposal)
        .await?;
    Ok(found.into_iter().filter_map(|one| Some((one.resource?, one))).collect())
}

/// What waits in an account, the latest first; at most `limit`.
pub async fn waiting_in(
    read: &mut Read,
    granted: &Granted<ResourcesView>,
    account: AccountId,
    limit: usize,
) -> Result<Vec<Proposal>> {
    Select::of(COLUMNS, FROM)
        .within(granted, &OWNER)
        .and(&format!("r.account_id = {{}} AND {PENDING}"), [Value::from(account)])
        .then(&format!("ORDER BY r.proposed_at DESC, r.id DESC LIMIT {limit}"))
        .rows(&mut read.0, proposal)
        .await
}
