//! Where passkeys are kept, and what changes when one was used.

use data_encoding::BASE64URL_NOPAD;
use db::{Tx, params};
use kernel::{OrgId, PasskeyId, Result, UserId};

use super::assertion::refused;
use super::webauthn::Answered;
use crate::change::Change;

/// A passkey as the database has it, and whose it is.
pub(super) struct Kept {
    pub id: PasskeyId,
    pub user: UserId,
    pub name: String,
    pub key: Vec<u8>,
    pub count: i64,
    pub backup_eligible: bool,
    /// The name and the address of its person.
    pub person: String,
    pub email: String,
}

pub(super) async fn by_credential(tx: &mut Tx, org: OrgId, credential: &[u8]) -> Result<Option<Kept>> {
    Ok(tx
        .row(
            "SELECT k.id, k.user_id, k.name, k.public_key, k.sign_count, k.backup_eligible, u.name, u.email
             FROM passkeys k JOIN users u ON u.org_id = k.org_id AND u.id = k.user_id
             WHERE k.org_id = ?1 AND k.credential_id = ?2",
            params![org, credential],
            |row| {
                Ok(Kept {
                    id: row.get(0)?,
                    user: row.get(1)?,
                    name: row.get(2)?,
                    key: row.get(3)?,
                    count: row.get(4)?,
                    backup_eligible: row.get(5)?,
                    person: row.get(6)?,
                    email: row.get(7)?,
                })
            },
        )
        .await?)
}

/// What the person's passkeys are called by their devices, in base64url.
pub(super) async fn credentials(tx: &mut Tx, org: OrgId, user: UserId) -> Result<Vec<String>> {
    let sql = "SELECT credential_id FROM passkeys WHERE org_id = ?1 AND user_id = ?2 ORDER BY id";
    Ok(tx.rows(sql, params![org, user], |row| Ok(BASE64URL_NOPAD.encode(&row.get::<Vec<u8>>(0)?))).await?)
}

pub(in crate::sign_in) async fn count(tx: &mut Tx, org: OrgId, user: UserId) -> Result<i64> {
    let sql = "SELECT count(*) FROM passkeys WHERE org_id = ?1 AND user_id = ?2";
    Ok(tx.row(sql, params![org, user], |row| row.get(0)).await?.unwrap_or(0))
}

/// A passkey that has just signed.
pub(in crate::sign_in) struct Used {
    pub(super) kept: Kept,
    pub(super) answered: Answered,
}

impl Used {
    pub fn name(&self) -> &str {
        &self.kept.name
    }
}

/// Keeps its counter. Of two answers with the same counter one is accepted, and none of a passkey that was removed in
/// the meantime.
pub(in crate::sign_in) async fn note_use(change: &mut Change, org: OrgId, used: &Used) -> Result<()> {
    let (kept, answered) = (&used.kept, used.answered);
    let noted = change
        .tx
        .execute(
            "UPDATE passkeys SET sign_count = ?5, backed_up = ?6, used_at = ?7
             WHERE org_id = ?1 AND user_id = ?2 AND id = ?3 AND sign_count = ?4",
            params![org, kept.user, kept.id, kept.count, answered.count, answered.backed_up, change.at],
        )
        .await?;
    if noted == 1 { Ok(()) } else { Err(refused()) }
}

/// Takes all passkeys of a person away; answers whether there were any.
pub(in crate::sign_in) async fn forget(tx: &mut Tx, org: OrgId, user: UserId) -> Result<bool> {
    let sql = "DELETE FROM passkeys WHERE org_id = ?1 AND user_id = ?2";
    Ok(tx.execute(sql, params![org, user]).await? > 0)
}
