//! Asking for work on many records. Which ones is settled here, so that it happens to those that were confirmed and
//! to no other.

use db::{Value, params};
use kernel::{Error, JobId, Result, UserId};
use uuid::Uuid;

use super::Kind;
use crate::access::{AnyGranted, Via};
use crate::change::Change;

/// Up to so many are done before the page answers.
pub const AT_ONCE: usize = 200;
/// The most that can be asked for at once.
pub const MOST: usize = 100_000;
/// Rows of one statement.
const CHUNK: usize = 1000;

/// One of the records, with its name for the report.
pub(crate) struct Item {
    pub id: Uuid,
    pub label: String,
}

/// Writes the work down; whoever works next does it.
pub(crate) async fn ask(
    change: &mut Change,
    granted: &AnyGranted,
    kind: Kind,
    items: Vec<Item>,
) -> Result<JobId> {
    ask_with(change, granted, (kind, ""), items).await
}

/// The same with what is done to each, such as the tag that it gets.
pub(crate) async fn ask_with(
    change: &mut Change,
    granted: &AnyGranted,
    (kind, detail): (Kind, &str),
    items: Vec<Item>,
) -> Result<JobId> {
    if items.is_empty() {
        return Err(Error::invalid("id", "Choose at least one."));
    }
    if items.len() > MOST {
        return Err(Error::invalid(
            "all",
            format!("These are more than {MOST}. Narrow the list by a filter first."),
        ));
    }
    let asked_by: UserId =
        granted.actor().user_id().ok_or_else(|| Error::bug("work on many is asked for by a person"))?;
    let asked_with = match granted.actor().via() {
        Via::Key(id) => Some(*id),
        _ => None,
    };
    let (org, id) = (granted.org(), JobId::new(change.at, &change.dice));
    let total = i64::try_from(items.len()).map_err(Error::bug)?;
    change
        .tx
        .execute(
            "INSERT INTO jobs (org_id, id, kind, asked_by, state, total, done, skipped, note, leased_until, created_at,
                               detail, asked_with)
             VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, 0, 0, '', 0, ?6, ?7, ?8)",
            params![org, id, kind.name(), asked_by, total, change.at, detail, asked_with],
        )
        .await?;
    let rows: Vec<Vec<Value<'_>>> = (0i64..)
        .zip(&items)
        .map(|(place, item)| params![org, id, place, item.id, item.label.as_str()].to_vec())
        .collect();
    for rows in rows.chunks(CHUNK) {
        change
            .tx
            .execute_many(
                "INSERT INTO job_items (org_id, job_id, place, item, label, outcome, note)
                 VALUES (?1, ?2, ?3, ?4, ?5, 'waiting', '')",
                rows,
            )
            .await?;
    }
    Ok(id)
}
