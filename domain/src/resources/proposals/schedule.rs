//! An operator's own change of a resource that takes effect later.

use db::params;
use kernel::{Error, ProposalId, ResourceId, Result, Timestamp};

use super::approve::must_decide;
use super::find::{Kind, State, pending_in};
use super::propose::{New, Wish, hold, insert, within_a_year};
use crate::access::{Granted, ResourcesEdit};
use crate::history::{Action, Event};
use crate::house::House;
use crate::resources::ResourceDetails;
use crate::resources::edit::must_be_latest;
use crate::resources::find::find_in as find_resource;

/// Keeps what a resource is to say from then on. With `base`, only if that is still the latest version.
pub async fn schedule(
    house: &House,
    granted: &Granted<ResourcesEdit>,
    id: ResourceId,
    base: Option<i64>,
    details: ResourceDetails,
    at: Timestamp,
) -> Result<ProposalId> {
    let mut change = house.change(granted).await?;
    hold(&mut change, granted.org(), id).await?;
    let resource = find_resource(&mut change.tx, granted, id).await?;
    must_decide(granted)?;
    let details = details.checked()?;
    within_a_year(Some(at), change.at, "at")?;
    must_be_latest(&resource, base)?;
    if details == resource.details {
        return Err(Error::invalid("text", "It says this already."));
    }
    if let Some(other) = pending_in(&mut change.tx, granted, id).await? {
        return Err(Error::conflict(format!(
            "A change by {} waits already. Decide on that first.",
            other.proposed_by
        )));
    }
    let wish = Wish { details, at: None };
    let new = New {
        account: resource.account,
        resource: Some(id),
        kind: Kind::Edit,
        base: resource.version,
        wish: &wish,
    };
    let made = insert(&mut change, granted, &new, State::Scheduled).await?;
    change
        .tx
        .execute(
            "UPDATE resource_proposals SET decided_at = ?3, decided_by = proposed_by, effective_at = ?4
             WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), made, change.at, at],
        )
        .await?;
    let event = Event::of(Action::ProposalScheduled)
        .about(id.any(), resource.details.title)
        .in_account(resource.account)
        .changed("takes effect", "", at.to_string());
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(made)
}
