//! One resource as it is, and all that an operator looks at while somebody is on the line.

use db::{Row, Tx, Value};
use kernel::{AccountId, Error, ResourceId, Result, Timestamp};

use super::ResourceDetails;
use super::collection::OWNER;
use crate::access::{AnyGranted, Granted, ResourcesView, Select};
use crate::house::Read;

#[derive(Clone, Debug)]
pub struct Resource {
    pub id: ResourceId,
    pub account: AccountId,
    pub details: ResourceDetails,
    /// Counted from 1.
    pub version: i64,
    pub updated_at: Timestamp,
    pub updated_by: String,
}

const COLUMNS: &str =
    "r.id, r.account_id, r.category, r.title, r.body, r.version, r.updated_at, r.updated_by";

fn read_resource(row: &Row<'_>) -> db::Result<Resource> {
    Ok(Resource {
        id: row.get(0)?,
        account: row.get(1)?,
        details: ResourceDetails { category: row.get(2)?, title: row.get(3)?, text: row.get(4)? },
        version: row.get(5)?,
        updated_at: row.get(6)?,
        updated_by: row.get(7)?,
    })
}

/// The resources of an account with their texts: instructions first, then by title; at most `limit`.
pub async fn of_account(
    read: &mut Read,
    granted: &Granted<ResourcesView>,
    account: AccountId,
    limit: usize,
) -> Result<Vec<Resource>> {
    Select::of(COLUMNS, "resources r")
        .within(granted, &OWNER)
        .and("r.account_id = {}", [Value::from(account)])
        .then(&format!(
            "ORDER BY CASE r.category WHEN 'instructions' THEN 0 WHEN 'scripts' THEN 1 ELSE 2 END, \
             r.title_folded, r.id LIMIT {limit}"
        ))
        .rows(&mut read.0, read_resource)
        .await
}

pub(super) async fn find_in(tx: &mut Tx, granted: &AnyGranted, id: ResourceId) -> Result<Resource> {
    Select::of(COLUMNS, "resources r")
        .within(granted, &OWNER)
        .and("r.id = {}", [Value::from(id)])
        .row(tx, read_resource)
        .await?
        .ok_or(Error::NotFound)
}
