//! Changing a resource makes a new version of it; the ones before stay.

use db::{Value, params};
use kernel::text::fold;
use kernel::{Error, ResourceId, Result};

use super::ResourceDetails;
use super::find::find_in;
use super::versions::keep;
use crate::access::{Granted, ResourcesEdit};
use crate::history::{Action, Event};
use crate::house::House;

/// Writes a new version. With `base`, only if that is still the latest: two who write at once do not undo each other.
/// What says the same as before is no new version.
pub async fn edit(
    house: &House,
    granted: &Granted<ResourcesEdit>,
    id: ResourceId,
    base: Option<i64>,
    details: ResourceDetails,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let before = find_in(&mut change.tx, granted, id).await?;
    let details = details.checked()?;
    let conflict = |by: &str| {
        Error::conflict(format!(
            "{by} has changed this resource in the meantime. Look at the latest version, and write yours into it."
        ))
    };
    if base.is_some_and(|base| base != before.version) {
        return Err(conflict(&before.updated_by));
    }
    if details == before.details {
        return Ok(());
    }
    let (version, by) = (before.version + 1, granted.actor().signature());
    let written = change
        .tx
        .execute(
            "UPDATE resources SET category = ?3, title = ?4, title_folded = ?5, body = ?6, version = ?7, updated_at = ?8,
               updated_by = ?9, search = ?10
             WHERE org_id = ?1 AND id = ?2 AND version = ?11",
            params![
                granted.org(),
                id,
                details.category.as_str(),
                details.title.as_str(),
                Value::from(fold(&details.title)),
                details.text.as_str(),
                version,
                change.at,
                by.as_str(),
                Value::from(details.search()),
                before.version,
            ],
        )
        .await?;
    if written == 0 {
        return Err(conflict("Somebody else"));
    }
    keep(&mut change, granted.org(), id, version, (&details, &by)).await?;
    let event = Event::of(Action::ResourceEdited)
        .about(id.any(), details.title.as_str())
        .in_account(before.account)
        .changed("title", before.details.title, details.title)
        .changed("category", before.details.category, details.category)
        .changed("version", before.version.to_string(), version.to_string());
    change.record(granted.actor(), event).await?.commit().await
}
