//! Holding the outbox back: what is in it, and what comes in, waits until somebody releases it.

use db::{Database, Tx, params};
use kernel::{OrgId, Result, Timestamp};

pub(super) async fn is_held(tx: &mut Tx, org: OrgId) -> Result<bool> {
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
