//! Two contacts become one: what the other was sent was sent to the one that stays.

use db::params;
use kernel::{AccountId, ContactId, OrgId, Result};

pub(crate) async fn move_contact(
    tx: &mut db::Tx,
    org: OrgId,
    account: AccountId,
    (from, to): (ContactId, ContactId),
) -> Result<()> {
    tx.execute(
        "UPDATE announcement_recipients SET contact_id = ?4 WHERE org_id = ?1 AND contact_id = ?3
           AND announcement_id IN (SELECT id FROM announcements WHERE org_id = ?1 AND account_id = ?2)",
        params![org, account, from, to],
    )
    .await?;
    Ok(())
}
