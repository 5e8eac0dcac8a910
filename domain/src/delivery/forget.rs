//! What others do away with, and what a plan and a proof still need of it.

use db::{Tx, params};
use kernel::{AccountId, ContactId, Error, OrgId, Result, ScheduleId, Timestamp};

use crate::change::Change;

/// A contact is about to be deleted: refused while messages are delivered to it.
pub async fn must_not_need_contact(
    tx: &mut Tx,
    org: OrgId,
    account: AccountId,
    contact: ContactId,
) -> Result<()> {
    let needed = tx
        .row(
            "SELECT 1 FROM delivery_plans
             WHERE org_id = ?1 AND account_id = ?2 AND (contact_id = ?3 OR after_contact_id = ?3)",
            params![org, account, contact],
            |_| Ok(()),
        )
        .await?;
    refused(needed, "this contact")
}

/// Two contacts become one: the plan names the one that stays, once, and whoever was asked was asked as that one.
pub(crate) async fn move_contact(
    tx: &mut Tx,
    org: OrgId,
    account: AccountId,
    (from, to): (ContactId, ContactId),
) -> Result<()> {
    for sql in [
        "UPDATE delivery_plans SET contact_id = ?4 WHERE org_id = ?1 AND account_id = ?2 AND contact_id = ?3",
        "UPDATE delivery_plans SET after_contact_id = ?4
         WHERE org_id = ?1 AND account_id = ?2 AND after_contact_id = ?3",
        "UPDATE delivery_attempts SET contact_id = ?4 WHERE org_id = ?1 AND contact_id = ?3
           AND message_id IN (SELECT message_id FROM deliveries WHERE org_id = ?1 AND account_id = ?2)",
    ] {
        tx.execute(sql, params![org, account, from, to]).await?;
    }
    tx.execute(
        "UPDATE delivery_plans SET after = 'nobody', after_contact_id = NULL
         WHERE org_id = ?1 AND account_id = ?2 AND contact_id = after_contact_id",
        params![org, account],
    )
    .await?;
    Ok(())
}

/// The same of a schedule.
pub async fn must_not_need_schedule(tx: &mut Tx, org: OrgId, schedule: ScheduleId) -> Result<()> {
    let needed = tx
        .row(
            "SELECT 1 FROM delivery_plans WHERE org_id = ?1 AND schedule_id = ?2",
            params![org, schedule],
            |_| Ok(()),
        )
        .await?;
    refused(needed, "whoever is on call here")
}

fn refused(needed: Option<()>, whom: &str) -> Result<()> {
    if needed.is_none() {
        return Ok(());
    }
    Err(Error::conflict(format!("The delivery plan sends messages to {whom}. Change the plan first.")))
}

/// The outbox is about to forget letters that ended before `old`, found by `letters`: what became of them stays with the
/// messages that they were for.
pub async fn keep_what_became(change: &mut Change, letters: &str, old: Timestamp) -> Result<()> {
    let of = |column: &str| {
        format!(
            "(SELECT o.{column} FROM outbox o
              WHERE o.org_id = delivery_attempts.org_id AND o.id = delivery_attempts.outgoing_id)"
        )
    };
    let sql = format!(
        "UPDATE delivery_attempts SET state = {}, reason = {}, sent_at = {}
         WHERE (org_id, outgoing_id) IN ({letters})",
        of("state"),
        of("reason"),
        of("done_at")
    );
    change.tx.execute(&sql, params![old]).await?;
    Ok(())
}
