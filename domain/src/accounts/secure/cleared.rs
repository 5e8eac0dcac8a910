//! The operators who have the clearance, and whether there is anybody.

use db::{Tx, params};
use kernel::{OrgId, Result, UserId};

/// Those who could sign in, with their addresses.
pub(super) async fn cleared(tx: &mut Tx, org: OrgId) -> Result<Vec<(UserId, String)>> {
    Ok(tx
        .rows(
            "SELECT u.id, u.email FROM users u
             WHERE u.org_id = ?1 AND u.kind = 'operator' AND u.disabled_at IS NULL
               AND EXISTS (SELECT 1 FROM operator_roles o JOIN roles r ON r.org_id = o.org_id AND r.id = o.role_id
                           WHERE o.org_id = u.org_id AND o.user_id = u.id AND r.secure = 1)
             ORDER BY u.id",
            params![org],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?)
}
