//! Deleting a resource, with every version of it and every file.

use db::params;
use kernel::{ResourceId, Result};

use super::attachments;
use super::find::find_in;
use crate::access::{Granted, ResourcesEdit};
use crate::history::{Action, Event};
use crate::house::House;

pub async fn delete(house: &House, granted: &Granted<ResourcesEdit>, id: ResourceId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let resource = find_in(&mut change.tx, granted, id).await?;
    let attached = attachments::forget(&mut change.tx, granted.org(), id).await?;
    for sql in [
        "DELETE FROM resource_readings WHERE org_id = ?1 AND resource_id = ?2",
        "DELETE FROM resource_versions WHERE org_id = ?1 AND resource_id = ?2",
        "DELETE FROM resources WHERE org_id = ?1 AND id = ?2",
    ] {
        change.tx.execute(sql, params![granted.org(), id]).await?;
    }
    let event = Event::of(Action::ResourceDeleted)
        .about(id.any(), resource.details.title)
        .in_account(resource.account);
    change.record(granted.actor(), event).await?.commit().await?;
    attachments::remove_files(house, granted.org(), &attached).await;
    Ok(())
}
