//! When somebody was last here: remembered in memory, written once a minute, so that reading stays reading.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use db::Value;
use kernel::{OrgId, Result, SessionId, Timestamp};

use crate::house::House;

/// Sessions seen since they were last written.
#[derive(Clone, Default)]
pub struct Seen(Arc<Mutex<HashMap<(OrgId, SessionId), Timestamp>>>);

impl Seen {
    pub(super) fn note(&self, org: OrgId, session: SessionId, at: Timestamp) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((org, session), at);
    }

    /// The later of what the database says and what was seen since.
    pub(super) fn latest(&self, org: OrgId, session: SessionId, stored: Timestamp) -> Timestamp {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&(org, session)).copied();
        seen.map_or(stored, |seen| seen.max(stored))
    }

    fn take(&self) -> HashMap<(OrgId, SessionId), Timestamp> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Writes what was seen. Called by the worker once a minute, and before the process stops.
pub async fn flush_seen(house: &House) -> Result<()> {
    let seen = house.seen.take();
    if seen.is_empty() {
        return Ok(());
    }
    let mut change = house.change_unasked().await?;
    let rows: Vec<Vec<Value<'_>>> = seen
        .into_iter()
        .map(|((org, session), at)| vec![Value::from(org), Value::from(session), Value::from(at)])
        .collect();
    change
        .tx
        .execute_many(
            "UPDATE sessions SET seen_at = ?3 WHERE org_id = ?1 AND id = ?2 AND seen_at < ?3",
            &rows,
        )
        .await?;
    super::secure_link::flush(&mut change, &rows).await?;
    change.commit_housekeeping().await
}
