//! When calls came in, and nothing else of them.

use db::{Tx, Value};
use kernel::{AccountId, Result, Timestamp};

use super::CALLS;
use crate::access::{CallsView, Granted, Select};

/// Of more calls than these the first ones are counted.
const MOST: usize = 50_000;

/// The calls that came in to an account since then, in the order of time.
pub(crate) async fn came_in(
    tx: &mut Tx,
    granted: &Granted<CallsView>,
    account: AccountId,
    since: Timestamp,
) -> Result<Vec<Timestamp>> {
    Select::of("r.started_at", "calls r")
        .within(granted, &CALLS.owner)
        .and(
            "r.account_id = {} AND r.started_at >= {} AND r.direction = 'inbound'",
            [Value::from(account), Value::from(since)],
        )
        .then(&format!("ORDER BY r.started_at LIMIT {MOST}"))
        .rows(tx, |row| row.get(0))
        .await
}
