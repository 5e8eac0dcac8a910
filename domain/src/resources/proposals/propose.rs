//! Proposing a change of a resource, a new one, or that one goes; and changing what was proposed.

use db::{Value, params};
use kernel::{AccountId, Error, OrgId, ProposalId, ResourceId, Result, Span, Timestamp};

use super::find::{Kind, Proposal, State, find_in, must_be_first, pending_in};
use crate::access::{Granted, ResourcesEdit};
use crate::accounts;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::resources::ResourceDetails;
use crate::resources::edit::must_be_latest;
use crate::resources::find::{Resource, find_in as find_resource};

/// Nothing takes effect later than this.
const AHEAD: Span = Span::days(366);

/// What somebody wants a resource to say, and from when on.
#[derive(Clone, Debug)]
pub struct Wish {
    pub details: ResourceDetails,
    /// None: as soon as may be.
    pub at: Option<Timestamp>,
}

/// A proposal before it has a name.
pub(super) struct New<'a> {
    pub account: AccountId,
    pub resource: Option<ResourceId>,
    pub kind: Kind,
    pub base: i64,
    pub wish: &'a Wish,
}

pub async fn propose_new(
    house: &House,
    granted: &Granted<ResourcesEdit>,
    account: AccountId,
    wish: Wish,
) -> Result<ProposalId> {
    let mut change = house.change(granted).await?;
    accounts::find_in(&mut change.tx, granted, account).await?;
    let wish = checked(wish, change.at)?;
    let new = New { account, resource: None, kind: Kind::New, base: 0, wish: &wish };
    let id = insert(&mut change, granted, &new, State::Open).await?;
    let event =
        Event::of(Action::ProposalMade).about(id.any(), wish.details.title.as_str()).in_account(account);
    change.record(granted.actor(), said(event, &new)).await?.commit().await?;
    Ok(id)
}

/// Proposes what a resource is to say; with `base`, only if that is still the latest version. There is one proposal for a
/// resource: what the same person has proposed about it already is changed.
pub async fn propose(
    house: &House,
    granted: &Granted<ResourcesEdit>,
    id: ResourceId,
    base: Option<i64>,
    wish: Wish,
) -> Result<ProposalId> {
    let mut change = house.change(granted).await?;
    hold(&mut change, granted.org(), id).await?;
    let resource = find_resource(&mut change.tx, granted, id).await?;
    let wish = checked(wish, change.at)?;
    must_be_latest(&resource, base)?;
    if wish.details == resource.details {
        return Err(Error::invalid("text", "It says this already."));
    }
    if let Some(before) = pending_in(&mut change.tx, granted, id).await? {
        must_be_changeable(&before)?;
        if before.proposer != granted.actor().user_id() {
            return Err(Error::conflict(format!(
                "{} has proposed a change of it already. Open that proposal, and write yours into it.",
                before.proposed_by
            )));
        }
        return rewrite(change, granted, before, (wish, resource.version)).await;
    }
    let new = New {
        account: resource.account,
        resource: Some(id),
        kind: Kind::Edit,
        base: resource.version,
        wish: &wish,
    };
    made(change, granted, &resource, &new).await
}

/// Proposes that a resource goes.
pub async fn propose_delete(
    house: &House,
    granted: &Granted<ResourcesEdit>,
    id: ResourceId,
) -> Result<ProposalId> {
    let mut change = house.change(granted).await?;
    hold(&mut change, granted.org(), id).await?;
    let resource = find_resource(&mut change.tx, granted, id).await?;
    if let Some(before) = pending_in(&mut change.tx, granted, id).await? {
        if before.kind == Kind::Delete {
            return Ok(before.id);
        }
        return Err(Error::conflict("A change of it waits already. Withdraw that first."));
    }
    let wish = Wish { details: resource.details.clone(), at: None };
    let new = New {
        account: resource.account,
        resource: Some(id),
        kind: Kind::Delete,
        base: resource.version,
        wish: &wish,
    };
    made(change, granted, &resource, &new).await
}

/// Changes what was proposed. With `seen`, only if that is still its latest revision. What was approved for later is to
/// be approved again.
pub async fn change(
    house: &House,
    granted: &Granted<ResourcesEdit>,
    id: ProposalId,
    seen: Option<i64>,
    wish: Wish,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let before = find_in(&mut change.tx, granted, id).await?;
    before.must_be_pending()?;
    must_be_changeable(&before)?;
    before.must_be_as_seen(seen)?;
    let wish = checked(wish, change.at)?;
    // Whoever changes it has the text as it is now before the eyes.
    let base = match before.resource {
        Some(resource) => find_resource(&mut change.tx, granted, resource).await?.version,
        None => 0,
    };
    rewrite(change, granted, before, (wish, base)).await?;
    Ok(())
}

/// Two who propose about the same resource at once follow each other.
pub(in crate::resources) async fn hold(change: &mut Change, org: OrgId, id: ResourceId) -> Result<()> {
    let sql = "UPDATE resources SET version = version WHERE org_id = ?1 AND id = ?2";
    change.tx.execute(sql, params![org, id]).await?;
    Ok(())
}

fn must_be_changeable(proposal: &Proposal) -> Result<()> {
    if proposal.kind == Kind::Delete {
        return Err(Error::conflict("It was proposed that it goes. Withdraw that first."));
    }
    if proposal.of_team {
        return Err(Error::conflict(format!(
            "A change by {} takes effect soon. Propose yours after it, or ask an operator.",
            proposal.proposed_by
        )));
    }
    Ok(())
}

async fn made(
    mut change: Change,
    granted: &Granted<ResourcesEdit>,
    resource: &Resource,
    new: &New<'_>,
) -> Result<ProposalId> {
    let id = insert(&mut change, granted, new, State::Open).await?;
    let event = Event::of(Action::ProposalMade)
        .about(resource.id.any(), resource.details.title.as_str())
        .in_account(resource.account);
    change.record(granted.actor(), said(event, new)).await?.commit().await?;
    Ok(id)
}

fn said(event: Event, new: &New<'_>) -> Event {
    let event = event.changed("proposal", "", new.kind.name());
    event.changed("wished from", "", new.wish.at.map(|at| at.to_string()).unwrap_or_default())
}

pub(super) async fn insert(
    change: &mut Change,
    granted: &Granted<ResourcesEdit>,
    new: &New<'_>,
    state: State,
) -> Result<ProposalId> {
    let id = ProposalId::new(change.at, &change.dice);
    let (actor, details) = (granted.actor(), &new.wish.details);
    change
        .tx
        .execute(
            "INSERT INTO resource_proposals (org_id, id, account_id, resource_id, kind, state, of_team, base_version,
               revision, category, title, body, search, wanted_at, proposed_at, proposed_by, proposer_id, decided_by,
               reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 1, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, '', '')",
            params![
                granted.org(),
                id,
                new.account,
                new.resource,
                new.kind.name(),
                state.name(),
                i64::from(actor.is_of_the_team()),
                new.base,
                details.category.as_str(),
                details.title.as_str(),
                details.text.as_str(),
                Value::from(details.search()),
                new.wish.at,
                change.at,
                actor.signature(),
                actor.user_id(),
            ],
        )
        .await?;
    Ok(id)
}

async fn rewrite(
    mut change: Change,
    granted: &Granted<ResourcesEdit>,
    before: Proposal,
    (wish, base): (Wish, i64),
) -> Result<ProposalId> {
    let same = (&before.details, before.wanted_at, before.base) == (&wish.details, wish.at, base);
    if same && before.state == State::Open {
        return Ok(before.id);
    }
    let (actor, details) = (granted.actor(), &wish.details);
    let written = change
        .tx
        .execute(
            "UPDATE resource_proposals SET state = 'open', base_version = ?3, revision = revision + 1, category = ?4,
               title = ?5, body = ?6, search = ?7, wanted_at = ?8, proposed_at = ?9, proposed_by = ?10,
               proposer_id = ?11, decided_at = NULL, decided_by = '', reason = '', effective_at = NULL
             WHERE org_id = ?1 AND id = ?2 AND state = ?12 AND revision = ?13",
            params![
                granted.org(),
                before.id,
                base,
                details.category.as_str(),
                details.title.as_str(),
                details.text.as_str(),
                Value::from(details.search()),
                wish.at,
                change.at,
                actor.signature(),
                actor.user_id(),
                before.state.name(),
                before.revision,
            ],
        )
        .await?;
    must_be_first(written)?;
    let wished = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    let event = about(&before, Action::ProposalChanged)
        .changed("revision", before.revision.to_string(), (before.revision + 1).to_string())
        .changed("title", before.details.title, wish.details.title)
        .changed("wished from", wished(before.wanted_at), wished(wish.at));
    change.record(actor, event).await?.commit().await?;
    Ok(before.id)
}

/// The history of a resource has what was proposed about it; that of a new one begins with the proposal.
pub(super) fn about(proposal: &Proposal, action: Action) -> Event {
    let thing = proposal.resource.map_or(proposal.id.any(), ResourceId::any);
    Event::of(action).about(thing, proposal.details.title.as_str()).in_account(proposal.account)
}

fn checked(wish: Wish, now: Timestamp) -> Result<Wish> {
    let details = wish.details.checked()?;
    within_a_year(wish.at, now, "at")?;
    Ok(Wish { details, ..wish })
}

/// A time to come, and not in years.
pub(super) fn within_a_year(at: Option<Timestamp>, now: Timestamp, field: &str) -> Result<()> {
    match at {
        Some(at) if at <= now => Err(Error::invalid(field, "Choose a time to come, or leave it empty.")),
        Some(at) if at > now + AHEAD => Err(Error::invalid(field, "Choose a time within a year.")),
        _ => Ok(()),
    }
}
