//! Where a factor is kept: one for each person, pending until its first code was right.

use db::{Tx, params};
use kernel::{OrgId, Result, Timestamp, UserId};

use super::totp::Secret;

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

/// Since when the person has a second factor; none if there is none, or if it is only being set up.
pub(super) async fn since(tx: &mut Tx, org: OrgId, user: UserId) -> Result<Option<Timestamp>> {
    Ok(find(tx, org, user).await?.and_then(|kept| kept.confirmed_at))
}

pub(super) async fn codes_left(tx: &mut Tx, org: OrgId, user: UserId) -> Result<i64> {
    let sql = "SELECT count(*) FROM recovery_codes WHERE org_id = ?1 AND user_id = ?2";
    Ok(tx.row(sql, params![org, user], |row| row.get(0)).await?.unwrap_or(0))
}

/// Takes the factor and the recovery codes of a person away; answers whether there was a factor in use.
pub(crate) async fn forget(tx: &mut Tx, org: OrgId, user: UserId) -> Result<bool> {
    let codes = "DELETE FROM recovery_codes WHERE org_id = ?1 AND user_id = ?2";
    tx.execute(codes, params![org, user]).await?;
    let gone = tx
        .row(
            "DELETE FROM totp_factors WHERE org_id = ?1 AND user_id = ?2 RETURNING confirmed_at",
            params![org, user],
            |row| row.get::<Option<Timestamp>>(0),
        )
        .await?;
    Ok(gone.flatten().is_some())
}
