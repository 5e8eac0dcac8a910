//! Changing a resource makes a new version of it; the ones before stay.

use db::{Value, params};
use kernel::text::fold;
use kernel::{Error, OrgId, ResourceId, Result};

use super::ResourceDetails;
use super::find::{Resource, find_in};
use super::proposals::must_not_wait;
use super::versions::keep;
use crate::access::{Granted, ResourcesEdit};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;

/// Writes a new version. With `base`, only if that is still the latest: two who write at once do not undo each other.
/// What says the same as before is no new version. Refused where what clients write waits for an operator.
pub async fn edit(
    house: &House,
    granted: &Granted<ResourcesEdit>,
    id: ResourceId,
    base: Option<i64>,
    details: ResourceDetails,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let before = find_in(&mut change.tx, granted, id).await?;
    must_not_wait(&mut change.tx, granted.actor(), before.account).await?;
    let details = details.checked()?;
    must_be_latest(&before, base)?;
    let by = granted.actor().signature();
    match write(&mut change, granted.org(), before, (details, &by)).await? {
        Some(event) => change.record(granted.actor(), event).await?.commit().await,
        None => Ok(()),
    }
}

/// Whoever wrote from an older version is told who was quicker.
pub(super) fn must_be_latest(resource: &Resource, base: Option<i64>) -> Result<()> {
    if base.is_some_and(|base| base != resource.version) {
        Err(conflict(&resource.updated_by))
    } else {
        Ok(())
    }
}

fn conflict(by: &str) -> Error {
    Error::conflict(format!(
        "{by} has changed this resource in the meantime. Look at the latest version, and write yours into it."
    ))
}

/// The next version, within a change; nothing to tell if it says the same as before.
pub(super) async fn write(
    change: &mut Change,
    org: OrgId,
    before: Resource,
    (details, by): (ResourceDetails, &str),
) -> Result<Option<Event>> {
    if details == before.details {
        return Ok(None);
    }
    let (id, version) = (before.id, before.version + 1);
    let written = change
        .tx
        .execute(
            "UPDATE resources SET category = ?3, title = ?4, title_folded = ?5, body = ?6, version = ?7, updated_at = ?8,
               updated_by = ?9, search = ?10
             WHERE org_id = ?1 AND id = ?2 AND version = ?11",
            params![
                org,
                id,
                details.category.as_str(),
                details.title.as_str(),
                Value::from(fold(&details.title)),
                details.text.as_str(),
                version,
                change.at,
                by,
                Value::from(details.search()),
                before.version,
            ],
        )
        .await?;
    if written == 0 {
        return Err(conflict("Somebody else"));
    }
    keep(change, org, id, version, (&details, by)).await?;
    let event = Event::of(Action::ResourceEdited)
        .about(id.any(), details.title.as_str())
        .in_account(before.account)
        .changed("title", before.details.title, details.title)
        .changed("category", before.details.category, details.category)
        .changed("version", before.version.to_string(), version.to_string());
    Ok(Some(event))
}
