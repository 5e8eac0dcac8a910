//! An operator approves a proposal: as it is or with changes of his or her own, at once or from a time on.

use db::{Tx, Value, params};
use kernel::{Error, ProposalId, Result, Timestamp};

use super::effect::{Effect, put_into_effect};
use super::find::{Kind, Proposal, State, find_in, must_be_first};
use super::propose::{about, within_a_year};
use super::tell::tell;
use crate::access::{Granted, ResourcesEdit};
use crate::history::Action;
use crate::house::House;
use crate::resources::ResourceDetails;
use crate::resources::attachments;
use crate::resources::edit::must_be_latest;
use crate::resources::find::{Resource, find_in as find_resource};

/// What an operator had before the eyes, and what is to come of it.
#[derive(Clone, Debug, Default)]
pub struct Approval {
    /// The revision of the proposal.
    pub revision: Option<i64>,
    /// The version of the resource that it was compared with.
    pub version: Option<i64>,
    /// What the operator wrote of it; none leaves it as it was proposed.
    pub details: Option<ResourceDetails>,
    /// From when on it holds; none is at once.
    pub at: Option<Timestamp>,
}

/// Only operators decide, never whoever is a client.
pub(super) fn must_decide(granted: &Granted<ResourcesEdit>) -> Result<()> {
    if granted.actor().is_of_the_team() {
        Ok(())
    } else {
        Err(Error::forbidden("Only an operator decides on proposals."))
    }
}

/// What was approved for later can be approved again: for now, or for another time.
pub async fn approve(
    house: &House,
    granted: &Granted<ResourcesEdit>,
    id: ProposalId,
    approval: Approval,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let before = find_in(&mut change.tx, granted, id).await?;
    must_decide(granted)?;
    before.must_be_pending()?;
    before.must_be_as_seen(approval.revision)?;
    let resource = compared(&mut change.tx, granted, &before, approval.version).await?;
    within_a_year(approval.at, change.at, "at")?;
    let proposal = take_over(before.clone(), approval.details)?;
    let by = granted.actor().signature();
    let edited = proposal.details != before.details;
    let written = change
        .tx
        .execute(
            "UPDATE resource_proposals SET state = ?3, base_version = ?4, category = ?5, title = ?6, body = ?7,
               search = ?8, decided_at = ?9, decided_by = ?10, reason = '', effective_at = ?11
             WHERE org_id = ?1 AND id = ?2 AND state = ?12 AND revision = ?13",
            params![
                org,
                id,
                (if approval.at.is_some() { State::Scheduled } else { State::Done }).name(),
                resource.as_ref().map_or(0, |resource| resource.version),
                proposal.details.category.as_str(),
                proposal.details.title.as_str(),
                proposal.details.text.as_str(),
                Value::from(proposal.details.search()),
                change.at,
                by.as_str(),
                approval.at.unwrap_or(change.at),
                before.state.name(),
                before.revision,
            ],
        )
        .await?;
    must_be_first(written)?;
    let told = if approval.at.is_some() { State::Scheduled } else { State::Done };
    tell(&mut change, org, &proposal, told).await?;
    let event = about(&before, Action::ProposalApproved)
        .changed("with changes", "", if edited { "yes" } else { "" })
        .changed("takes effect", "", approval.at.map_or_else(|| "at once".to_owned(), |at| at.to_string()));
    let Effect { event: effect, attached } = match approval.at {
        Some(_) => Effect::default(),
        None => put_into_effect(&mut change, org, (&proposal, resource), &signed(&proposal, &by)).await?,
    };
    let mut recorded = change.record(granted.actor(), event).await?;
    if let Some(effect) = effect {
        recorded = recorded.and(granted.actor(), effect).await?;
    }
    recorded.commit().await?;
    attachments::remove_files(house, org, &attached).await;
    Ok(())
}

/// The resource as it is now, if it is the one that was compared with.
async fn compared(
    tx: &mut Tx,
    granted: &Granted<ResourcesEdit>,
    proposal: &Proposal,
    version: Option<i64>,
) -> Result<Option<Resource>> {
    let Some(id) = proposal.resource else { return Ok(None) };
    let resource = find_resource(tx, granted, id).await?;
    // Without a word of what was seen, the proposal must still fit to what is there.
    must_be_latest(&resource, Some(version.unwrap_or(proposal.base)))?;
    Ok(Some(resource))
}

fn take_over(proposal: Proposal, written: Option<ResourceDetails>) -> Result<Proposal> {
    match written {
        None => Ok(proposal),
        Some(_) if proposal.kind == Kind::Delete => {
            Err(Error::conflict("It was proposed that it goes: there is nothing to write."))
        }
        Some(details) => Ok(Proposal { details: details.checked()?, ..proposal }),
    }
}

/// Who stands at the version that comes of it.
pub(super) fn signed(proposal: &Proposal, by: &str) -> String {
    if proposal.proposed_by == by {
        by.to_owned()
    } else {
        format!("{}, approved by {by}", proposal.proposed_by)
    }
}
