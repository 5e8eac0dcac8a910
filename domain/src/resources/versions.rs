//! Every version of a resource, with who wrote it and when.

use db::{Value, params};
use kernel::{OrgId, ResourceId, Result, Timestamp};

use super::ResourceDetails;
use super::collection::OWNER;
use super::find::find_in;
use crate::access::{Granted, ResourcesView, Select};
use crate::change::Change;
use crate::house::Read;

/// The latest that a page shows.
const MOST: usize = 200;

#[derive(Clone, Debug)]
pub struct Version {
    /// Counted from 1.
    pub number: i64,
    pub details: ResourceDetails,
    pub at: Timestamp,
    pub by: String,
}

/// The latest versions, the latest first.
pub async fn versions(
    read: &mut Read,
    granted: &Granted<ResourcesView>,
    id: ResourceId,
) -> Result<Vec<Version>> {
    find_in(&mut read.0, granted, id).await?;
    Select::of(
        "v.version, v.category, v.title, v.body, v.written_at, v.written_by",
        "resource_versions v JOIN resources r ON r.org_id = v.org_id AND r.id = v.resource_id",
    )
    .within(granted, &OWNER)
    .and("v.resource_id = {}", [Value::from(id)])
    .then(&format!("ORDER BY v.version DESC LIMIT {MOST}"))
    .rows(&mut read.0, |row| {
        Ok(Version {
            number: row.get(0)?,
            details: ResourceDetails { category: row.get(1)?, title: row.get(2)?, text: row.get(3)? },
            at: row.get(4)?,
            by: row.get(5)?,
        })
    })
    .await
}

/// Keeps what was written as a version of its own.
pub(super) async fn keep(
    change: &mut Change,
    org: OrgId,
    id: ResourceId,
    version: i64,
    (details, by): (&ResourceDetails, &str),
) -> Result<()> {
    change
        .tx
        .execute(
            "INSERT INTO resource_versions (org_id, resource_id, version, category, title, body, written_at, written_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                org,
                id,
                version,
                details.category.as_str(),
                details.title.as_str(),
                details.text.as_str(),
                change.at,
                by
            ],
        )
        .await?;
    Ok(())
}
