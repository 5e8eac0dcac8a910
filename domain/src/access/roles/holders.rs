//! The people who hold a role.

use db::{Tx, params};
use kernel::{AnyId, MemberId, Result, RoleId};

use crate::access::{Granted, Kind, RolesManage};
use crate::house::Read;
use crate::records::{COUNTED_UP_TO, Total};

/// Somebody with the role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// An operator, or a portal user in the account.
    pub id: AnyId,
    pub name: String,
    pub kind: Kind,
    /// The account in which a portal user holds it.
    pub account: String,
}

/// Some of them, by name.
pub async fn people(
    read: &mut Read,
    granted: &Granted<RolesManage>,
    role: RoleId,
    limit: usize,
) -> Result<Vec<Holder>> {
    people_in(&mut read.0, granted, role, limit).await
}

pub(super) async fn people_in(
    tx: &mut Tx,
    granted: &Granted<RolesManage>,
    role: RoleId,
    limit: usize,
) -> Result<Vec<Holder>> {
    let sql = format!(
        "SELECT COALESCE(m.id, u.id), u.name, u.kind, COALESCE(a.name, '')
         FROM (SELECT user_id, account_id FROM membership_roles WHERE org_id = ?1 AND role_id = ?2
               UNION ALL SELECT user_id, NULL FROM operator_roles WHERE org_id = ?1 AND role_id = ?2) AS h
         JOIN users u ON u.org_id = ?1 AND u.id = h.user_id
         LEFT JOIN memberships m ON m.org_id = ?1 AND m.user_id = h.user_id AND m.account_id = h.account_id
         LEFT JOIN accounts a ON a.org_id = ?1 AND a.id = h.account_id
         WHERE 1 = 1{} ORDER BY u.name, u.id LIMIT {limit}",
        granted.actor().without_secure("?1", "h.account_id")
    );
    Ok(tx
        .rows(&sql, params![granted.org(), role], |row| {
            Ok(Holder {
                id: row.get::<MemberId>(0)?.any(),
                name: row.get(1)?,
                kind: Kind::stored(&row.get::<String>(2)?),
                account: row.get(3)?,
            })
        })
        .await?)
}

/// How many they are; counted no further than a list is.
pub async fn how_many(read: &mut Read, granted: &Granted<RolesManage>, role: RoleId) -> Result<Total> {
    let sql = format!(
        "SELECT count(*) FROM (
           SELECT user_id FROM membership_roles h WHERE org_id = ?1 AND role_id = ?2{}
           UNION ALL SELECT user_id FROM operator_roles WHERE org_id = ?1 AND role_id = ?2
           LIMIT {}) AS counted",
        granted.actor().without_secure("?1", "h.account_id"),
        COUNTED_UP_TO + 1
    );
    let count = read.0.row(&sql, params![granted.org(), role], |row| row.get::<i64>(0)).await?.unwrap_or(0);
    Ok(Total::of(usize::try_from(count).unwrap_or(0)))
}
