//! The primary admin of an account: the user whose address is the account's own (S3-39).

use db::{Tx, params};
use kernel::{AccountId, Error, MemberId, OrgId, Result};

use super::Member;
use crate::access::{AnyGranted, Granted, UsersView};
use crate::house::Read;

/// The user whose address is on the account; without one, the account's oldest Client Admin.
pub async fn primary_admin(
    read: &mut Read,
    granted: &Granted<UsersView>,
    account: AccountId,
) -> Result<Option<MemberId>> {
    if !granted.covers(Some(account), None, None) {
        return Err(Error::NotFound);
    }
    granted.must_see_into(&mut read.0, account).await?;
    find(&mut read.0, granted.org(), account).await
}

pub(crate) async fn find(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<Option<MemberId>> {
    Ok(tx
        .row(
            "SELECT m.id FROM memberships m
             JOIN users u ON u.org_id = m.org_id AND u.id = m.user_id
             JOIN accounts a ON a.org_id = m.org_id AND a.id = m.account_id
             LEFT JOIN membership_roles h ON h.org_id = m.org_id AND h.user_id = m.user_id
                   AND h.account_id = m.account_id
             LEFT JOIN roles o ON o.org_id = h.org_id AND o.id = h.role_id AND o.preset = ?3
             WHERE m.org_id = ?1 AND m.account_id = ?2
             ORDER BY CASE WHEN u.email_folded = a.email_folded THEN 0 WHEN o.id IS NOT NULL THEN 1 ELSE 2 END,
                      m.created_at, m.id
             LIMIT 1",
            params![org, account, "client_admin"],
            |row| row.get(0),
        )
        .await?)
}

/// The user of the account with this address.
pub(crate) async fn addressed(
    tx: &mut Tx,
    org: OrgId,
    account: AccountId,
    email: &str,
) -> Result<Option<MemberId>> {
    Ok(tx
        .row(
            "SELECT m.id FROM memberships m JOIN users u ON u.org_id = m.org_id AND u.id = m.user_id
             WHERE m.org_id = ?1 AND m.account_id = ?2 AND u.email_folded = ?3",
            params![org, account, email.to_lowercase()],
            |row| row.get(0),
        )
        .await?)
}

/// E-03: the primary admin stays as long as the account's address is theirs.
pub(crate) async fn refuse_primary_admin(
    tx: &mut Tx,
    granted: &AnyGranted,
    member: &Member,
    verb: &str,
) -> Result<()> {
    let account = crate::accounts::find_in(tx, granted, member.account).await?;
    if account.email.to_lowercase() != member.email.to_lowercase() {
        return Ok(());
    }
    Err(Error::conflict(format!(
        "{} is the primary admin of {} and cannot be {verb}. Make another of its users that first: give the account \
         that person’s email address.",
        member.name, account.name
    )))
}
