//! Two contacts become one: whoever stays has the turns of both.

use db::{Tx, params};
use kernel::{AccountId, ContactId, OrgId, Result};

use super::turn;

const SCHEDULES: &str = "SELECT id FROM schedules WHERE org_id = ?1 AND account_id = ?2";

/// Plans keep ids as text; somebody may have several turns of a layer.
pub(crate) async fn move_contact(
    tx: &mut Tx,
    org: OrgId,
    account: AccountId,
    (from, (to, name)): (ContactId, (ContactId, &str)),
) -> Result<()> {
    tx.execute(
        &format!("UPDATE schedule_plans SET plan = replace(plan, ?3, ?4) WHERE org_id = ?1 AND schedule_id IN ({SCHEDULES})"),
        params![org, account, from.to_string(), to.to_string()],
    )
    .await?;
    tx.execute(
        &format!(
            "UPDATE schedule_overrides SET contact_id = ?4, name = ?5
             WHERE org_id = ?1 AND contact_id = ?3 AND schedule_id IN ({SCHEDULES})"
        ),
        params![org, account, from, to, name],
    )
    .await?;
    tx.execute(
        "INSERT INTO schedule_people (org_id, schedule_id, contact_id)
         SELECT p.org_id, p.schedule_id, k.id FROM schedule_people p
         JOIN contacts k ON k.org_id = p.org_id AND k.id = ?3
         WHERE p.org_id = ?1 AND p.contact_id = ?2
         ON CONFLICT DO NOTHING",
        params![org, from, to],
    )
    .await?;
    tx.execute("DELETE FROM schedule_people WHERE org_id = ?1 AND contact_id = ?2", params![org, from])
        .await?;
    turn::move_contact(tx, org, from, (to, name)).await
}
