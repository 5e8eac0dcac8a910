//! Another record: shown by its name, found by its id.

use db::{Row, Value};
use kernel::{AccountId, AnyId, CallId, ContactId, UserId};
use uuid::Uuid;

use super::{Cell, Condition};

pub fn read(row: &Row<'_>, index: usize, prefix: &'static str, shown: bool) -> db::Result<Cell> {
    let Some(uuid) = row.get::<Option<Uuid>>(index)? else { return Ok(Cell::Empty) };
    let id = AnyId { prefix, uuid };
    let label = if shown { row.get::<Option<String>>(index + 1)? } else { None };
    Ok(Cell::Reference { id, label: label.unwrap_or_else(|| id.to_string()) })
}

pub fn is(column: &str, prefix: &'static str, written: &str) -> Result<Condition, String> {
    let uuid = match prefix {
        AccountId::PREFIX => written.parse().map(AccountId::uuid),
        ContactId::PREFIX => written.parse().map(ContactId::uuid),
        CallId::PREFIX => written.parse().map(CallId::uuid),
        _ => written.parse().map(UserId::uuid),
    };
    let uuid = uuid.map_err(|error| error.to_string())?;
    Ok((format!("{column} = {{}}"), vec![Value::from(uuid)]))
}
