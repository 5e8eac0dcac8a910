//! Holding the outbox back: what is in it, and what comes in, waits until somebody releases it.

use db::{Database, Tx, params};
use kernel::{OrgId, Result, Timestamp};

use crate::access::{Granted, OutboxManage, OutboxView};
use crate::history::{Action, Event};
use crate::house::{House, Read};

pub(crate) async fn is_held(tx: &mut Tx, org: OrgId) -> Result<bool> {
    let held = tx.row("SELECT 1 FROM outbox_holds WHERE org_id = ?1", params![org], |_| Ok(())).await?;
    Ok(held.is_some())
}

/// Holds every organization's outbox: a restored copy must not send again what the original has sent (R15).
pub(crate) async fn hold_all(db: &Database, now: Timestamp, reason: &str) -> Result<()> {
    let mut tx = db.write().await?;
    tx.execute("DELETE FROM outbox_holds", &[]).await?;
    tx.execute(
        "INSERT INTO outbox_holds (org_id, since, reason) SELECT org_id, ?1, ?2 FROM organizations",
        params![now, reason],
    )
    .await?;
    tx.execute("UPDATE outbox SET state = 'held', next_at = NULL WHERE next_at IS NOT NULL", &[]).await?;
    Ok(tx.commit().await?)
}

/// Since when an organization's outbox is held back, and why.
#[derive(Clone, Debug)]
pub struct Hold {
    pub since: Timestamp,
    pub reason: String,
}

pub async fn held(read: &mut Read, granted: &Granted<OutboxView>) -> Result<Option<Hold>> {
    Ok(read
        .0
        .row("SELECT since, reason FROM outbox_holds WHERE org_id = ?1", params![granted.org()], |row| {
            Ok(Hold { since: row.get(0)?, reason: row.get(1)? })
        })
        .await?)
}

/// Lets the outbox go again: what it holds leaves, less what is too late by now.
pub async fn release(house: &House, granted: &Granted<OutboxManage>) -> Result<()> {
    let mut change = house.change(granted).await?;
    let released =
        change.tx.execute("DELETE FROM outbox_holds WHERE org_id = ?1", params![granted.org()]).await?;
    let letters = change
        .tx
        .execute(
            "UPDATE outbox SET state = 'queued', next_at = ?2 WHERE org_id = ?1 AND state = 'held'",
            params![granted.org(), change.at],
        )
        .await?;
    if released == 0 && letters == 0 {
        return Ok(());
    }
    let event = Event::of(Action::OutboxReleased).changed("letters held", letters.to_string(), "0");
    change.record(granted.actor(), event).await?.commit().await
}
