//! That a Secure account exists, for operators who do not see into it: its name and its state, and nothing else.

use db::{Value, params};
use kernel::{AccountId, Result, text::fold};

use crate::access::{AccountsView, Clearance, Granted, Reach};
use crate::house::Read;

/// An account from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    pub id: AccountId,
    pub name: String,
    /// `active`, `in_setup` or `locked`
    pub state: &'static str,
}

const SQL: &str =
    "SELECT a.id, a.name, a.locked_at, a.in_setup FROM accounts a WHERE a.org_id = ?1 AND a.secure = 1";

fn read_closed(row: &db::Row<'_>) -> db::Result<Closed> {
    let (locked, in_setup): (Option<i64>, i64) = (row.get(2)?, row.get(3)?);
    let state = match (locked, in_setup) {
        (Some(_), _) => "locked",
        (None, 1) => "in_setup",
        (None, _) => "active",
    };
    Ok(Closed { id: row.get(0)?, name: row.get(1)?, state })
}

/// Those that whoever asks does not see into, with `part` in their names; at most `limit`, by name.
pub async fn closed(
    read: &mut Read,
    granted: &Granted<AccountsView>,
    part: &str,
    limit: usize,
) -> Result<Vec<Closed>> {
    let Clearance::Only(open) = granted.actor().clearance() else { return Ok(Vec::new()) };
    if granted.reach() != Reach::Organization {
        return Ok(Vec::new());
    }
    let pattern = crate::records::pattern(&fold(part));
    let places: Vec<String> = (0..open.len()).map(|place| format!(" AND a.id <> ?{}", place + 3)).collect();
    let places = places.concat();
    let sql = format!(
        "{SQL} AND a.name_folded LIKE ?2 ESCAPE '\\'{places} ORDER BY a.name_folded, a.id LIMIT {limit}"
    );
    let values: Vec<Value<'_>> = [Value::from(granted.org()), Value::from(pattern)]
        .into_iter()
        .chain(open.iter().copied().map(Value::from))
        .collect();
    Ok(read.0.rows(&sql, &values, read_closed).await?)
}

/// One of them; none if it is not Secure, open to whoever asks, or not there at all.
pub async fn find_closed(
    read: &mut Read,
    granted: &Granted<AccountsView>,
    id: AccountId,
) -> Result<Option<Closed>> {
    if granted.reach() != Reach::Organization || granted.actor().sees_into(&mut read.0, id).await? {
        return Ok(None);
    }
    let sql = format!("{SQL} AND a.id = ?2");
    Ok(read.0.row(&sql, params![granted.org(), id], read_closed).await?)
}
