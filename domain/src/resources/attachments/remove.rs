//! Removing files of a resource: the row first, then the file; what is left over by a failure the sweep finds.

use db::{Tx, params};
use kernel::{AttachmentId, OrgId, ResourceId, Result};

use super::find::find_in;
use super::shelf;
use crate::access::{Granted, ResourcesEdit};
use crate::history::Action;
use crate::house::House;
use crate::resources::find::find_in as find_resource;
use crate::resources::proposals::files_must_not_wait;
use crate::resources::read::unread_again;

pub async fn remove(house: &House, granted: &Granted<ResourcesEdit>, id: AttachmentId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let attachment = find_in(&mut change.tx, granted, id).await?;
    let resource = find_resource(&mut change.tx, granted, attachment.resource).await?;
    files_must_not_wait(&mut change.tx, granted.actor(), resource.account).await?;
    let sql = "DELETE FROM resource_attachments WHERE org_id = ?1 AND id = ?2";
    change.tx.execute(sql, params![granted.org(), id]).await?;
    unread_again(&mut change, granted.actor(), &resource).await?;
    let event = attachment.event(Action::ResourceDetached).changed("attachment", attachment.words(), "");
    change.record(granted.actor(), event).await?.commit().await?;
    remove_files(house, granted.org(), &[id]).await;
    Ok(())
}

/// Takes away what is known of the files of a resource; answers which ones they were.
pub(in crate::resources) async fn forget(
    tx: &mut Tx,
    org: OrgId,
    resource: ResourceId,
) -> Result<Vec<AttachmentId>> {
    let of_it = params![org, resource];
    let sql = "SELECT id FROM resource_attachments WHERE org_id = ?1 AND resource_id = ?2";
    let ids = tx.rows(sql, of_it, |row| row.get(0)).await?;
    tx.execute("DELETE FROM resource_attachments WHERE org_id = ?1 AND resource_id = ?2", of_it).await?;
    Ok(ids)
}

pub(crate) async fn remove_files(house: &House, org: OrgId, ids: &[AttachmentId]) {
    let Ok(shelf) = shelf(house) else { return };
    for id in ids {
        shelf.remove(org, id.uuid()).await;
    }
}
