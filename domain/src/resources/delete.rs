//! Deleting a resource, with every version of it and every file.

use db::params;
use kernel::{AttachmentId, OrgId, ResourceId, Result};

use super::attachments;
use super::find::{Resource, find_in};
use super::proposals::{self, must_not_wait};
use crate::access::{Granted, ResourcesEdit};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;

/// Refused while somebody's change of it waits, and where what clients do waits for an operator.
pub async fn delete(house: &House, granted: &Granted<ResourcesEdit>, id: ResourceId) -> Result<()> {
    let mut change = house.change(granted).await?;
    proposals::hold(&mut change, granted.org(), id).await?;
    let resource = find_in(&mut change.tx, granted, id).await?;
    must_not_wait(&mut change.tx, granted.actor(), resource.account).await?;
    proposals::none_may_wait(&mut change.tx, granted.org(), id).await?;
    let (attached, event) = remove(&mut change, granted.org(), &resource).await?;
    change.record(granted.actor(), event).await?.commit().await?;
    attachments::remove_files(house, granted.org(), &attached).await;
    Ok(())
}

/// The same within a change; the files whose bytes are to go after it.
pub(super) async fn remove(
    change: &mut Change,
    org: OrgId,
    resource: &Resource,
) -> Result<(Vec<AttachmentId>, Event)> {
    let id = resource.id;
    let attached = attachments::forget(&mut change.tx, org, id).await?;
    proposals::forget(&mut change.tx, org, id).await?;
    for sql in [
        "DELETE FROM resource_readings WHERE org_id = ?1 AND resource_id = ?2",
        "DELETE FROM resource_versions WHERE org_id = ?1 AND resource_id = ?2",
        "DELETE FROM resources WHERE org_id = ?1 AND id = ?2",
    ] {
        change.tx.execute(sql, params![org, id]).await?;
    }
    let event = Event::of(Action::ResourceDeleted)
        .about(id.any(), resource.details.title.as_str())
        .in_account(resource.account);
    Ok((attached, event))
}
