//! The outbox forgets letters half a year after their end; what was done stays in the history.

use db::params;
use kernel::{Result, Span};

use crate::delivery;
use crate::house::House;

const KEPT: Span = Span::days(180);
/// Letters removed at a time, so that nobody waits long for the database.
const BATCH: usize = 1000;

pub async fn sweep(house: &House) -> Result<()> {
    let mut change = house.change_unasked().await?;
    let old = change.at - KEPT;
    let some = format!("SELECT org_id, id FROM outbox WHERE done_at < ?1 ORDER BY done_at LIMIT {BATCH}");
    delivery::keep_what_became(&mut change, &some, old).await?;
    let attempts = format!("DELETE FROM outbox_attempts WHERE (org_id, outgoing_id) IN ({some})");
    change.tx.execute(&attempts, params![old]).await?;
    change.tx.execute(&format!("DELETE FROM outbox WHERE (org_id, id) IN ({some})"), params![old]).await?;
    change.commit_housekeeping().await
}
