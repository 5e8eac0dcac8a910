//! Another record: shown by its name, found by its id.

use db::Row;
use kernel::{AccountId, AnyId, CallId, ContactId, UserId};
use uuid::Uuid;

use super::{Cell, Condition};
use crate::access::is_among;

pub fn read(row: &Row<'_>, index: usize, prefix: &'static str, shown: bool) -> db::Result<Cell> {
    let Some(uuid) = row.get::<Option<Uuid>>(index)? else { return Ok(Cell::Empty) };
    let id = AnyId { prefix, uuid };
    let label = if shown { row.get::<Option<String>>(index + 1)? } else { None };
    Ok(Cell::Reference { id, label: label.unwrap_or_else(|| id.to_string()) })
}

/// Ids that one filter names.
const MOST: usize = 200;

/// One of these ids, with commas between them.
pub fn is(column: &str, prefix: &'static str, written: &str) -> Result<Condition, String> {
    let ids: Vec<&str> = written.split(',').collect();
    if ids.len() > MOST {
        return Err(format!("Name at most {MOST} of them."));
    }
    let uuids: Vec<Uuid> = ids.into_iter().map(|id| uuid_of(prefix, id)).collect::<Result<_, _>>()?;
    Ok(is_among(column, uuids))
}

fn uuid_of(prefix: &'static str, written: &str) -> Result<Uuid, String> {
    match prefix {
        AccountId::PREFIX => written.parse().map(AccountId::uuid),
        ContactId::PREFIX => written.parse().map(ContactId::uuid),
        CallId::PREFIX => written.parse().map(CallId::uuid),
        _ => written.parse().map(UserId::uuid),
    }
    .map_err(|error| error.to_string())
}
