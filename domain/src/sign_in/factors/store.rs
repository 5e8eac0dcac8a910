//! Where an app is kept: one for each person, pending until its first code was right; and what goes with the last
//! factor, whichever it is.

use db::{Tx, params};
use kernel::{OrgId, Result, Timestamp, UserId};

use super::totp::Secret;
use crate::sign_in::passkeys;

/// A factor as the database has it.
pub(super) struct Kept {
    pub secret: Secret,
    /// The step of the code that was accepted last; none before it is accepted again.
    pub last_step: i64,
    pub confirmed_at: Option<Timestamp>,
}

pub(super) async fn find(tx: &mut Tx, org: OrgId, user: UserId) -> Result<Option<Kept>> {
    Ok(tx
        .row(
            "SELECT secret, last_step, confirmed_at FROM totp_factors WHERE org_id = ?1 AND user_id = ?2",
            params![org, user],
            |row| {
                Ok(Kept {
                    secret: Secret::stored(row.get(0)?),
                    last_step: row.get(1)?,
                    confirmed_at: row.get(2)?,
                })
            },
        )
        .await?)
}

/// Since when the person has an app; none if there is none, or if it is only being set up.
pub(super) async fn since(tx: &mut Tx, org: OrgId, user: UserId) -> Result<Option<Timestamp>> {
    Ok(find(tx, org, user).await?.and_then(|kept| kept.confirmed_at))
}

pub(super) async fn codes_left(tx: &mut Tx, org: OrgId, user: UserId) -> Result<i64> {
    let sql = "SELECT count(*) FROM recovery_codes WHERE org_id = ?1 AND user_id = ?2";
    Ok(tx.row(sql, params![org, user], |row| row.get(0)).await?.unwrap_or(0))
}

/// Since when the person has a second factor of any kind.
pub(in crate::sign_in) async fn any_since(
    tx: &mut Tx,
    org: OrgId,
    user: UserId,
) -> Result<Option<Timestamp>> {
    let sql = "SELECT min(since) FROM (
                   SELECT confirmed_at AS since FROM totp_factors WHERE org_id = ?1 AND user_id = ?2
                   UNION ALL
                   SELECT created_at AS since FROM passkeys WHERE org_id = ?1 AND user_id = ?2
               ) AS factors";
    Ok(tx.row(sql, params![org, user], |row| row.get::<Option<Timestamp>>(0)).await?.flatten())
}

/// Takes all factors and the recovery codes of a person away; answers whether there was a factor in use.
pub(crate) async fn forget(tx: &mut Tx, org: OrgId, user: UserId) -> Result<bool> {
    let had_passkeys = passkeys::forget(tx, org, user).await?;
    let had_app = forget_app(tx, org, user).await?;
    Ok(had_app || had_passkeys)
}

/// Recovery codes are good beside a factor only.
pub(in crate::sign_in) async fn forget_codes_without_factor(
    tx: &mut Tx,
    org: OrgId,
    user: UserId,
) -> Result<()> {
    if any_since(tx, org, user).await?.is_none() {
        let codes = "DELETE FROM recovery_codes WHERE org_id = ?1 AND user_id = ?2";
        tx.execute(codes, params![org, user]).await?;
    }
    Ok(())
}

/// Takes the app away; answers whether it was in use.
pub(super) async fn forget_app(tx: &mut Tx, org: OrgId, user: UserId) -> Result<bool> {
    let gone = tx
        .row(
            "DELETE FROM totp_factors WHERE org_id = ?1 AND user_id = ?2 RETURNING confirmed_at",
            params![org, user],
            |row| row.get::<Option<Timestamp>>(0),
        )
        .await?;
    forget_codes_without_factor(tx, org, user).await?;
    Ok(gone.flatten().is_some())
}
