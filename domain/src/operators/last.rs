//! The last administrator stays: nobody can lock the organization out of its own house.

use db::params;
use kernel::{Error, OrgId, Result, UserId};

use super::Operator;
use crate::access::roles::{self, Role};
use crate::change::Change;

/// Whether these roles make somebody an administrator.
fn administrate(roles: &[Role]) -> bool {
    roles.iter().any(|role| role.preset.as_deref() == Some("administrator"))
}

/// Refuses to take the administrator's role, or the access, from the last enabled operator who has both.
pub(super) async fn refuse_last_administrator(
    change: &mut Change,
    org: OrgId,
    operator: &Operator,
    left: &[Role],
) -> Result<()> {
    if !administrate(&operator.roles) || administrate(left) || operator.disabled_at.is_some() {
        return Ok(());
    }
    // Two administrators who take each other's role at the same moment follow each other.
    let role = roles::hold_administrator(&mut change.tx, org).await?;
    let another: Option<UserId> = change
        .tx
        .row(
            "SELECT u.id FROM operator_roles h JOIN users u ON u.org_id = h.org_id AND u.id = h.user_id
             WHERE h.org_id = ?1 AND h.role_id = ?2 AND h.user_id <> ?3 AND u.disabled_at IS NULL LIMIT 1",
            params![org, role, operator.id],
            |row| row.get(0),
        )
        .await?;
    match another {
        Some(_) => Ok(()),
        None => Err(Error::conflict(format!(
            "{} is the last administrator. Make somebody else an administrator first.",
            operator.name
        ))),
    }
}
