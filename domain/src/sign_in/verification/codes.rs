//! Six digits, good for ten minutes and five tries, kept as a hash; there is one at a time for each way of a person.

use db::{Tx, params};
use kernel::{OrgId, Result, Span, Timestamp, UserId};
use sha2::{Digest, Sha256};

use crate::change::Change;
use crate::notices::Channel;

/// How long a code is good from the moment it is sent (NIST SP 800-63B-4), and how long its letter makes sense.
pub(crate) const LASTS: Span = Span::minutes(10);
pub(crate) const DIGITS: usize = 6;
/// Wrong ones included: a million codes and five tries.
pub(crate) const TRIES: i64 = 5;

/// The hash of a code also covers whose it is and where it was sent: it is good for nothing else.
pub(super) fn hash(user: UserId, way: Channel, destination: &str, code: &str) -> Vec<u8> {
    Sha256::digest(format!("verification\0{user}\0{}\0{destination}\0{code}", way.name())).to_vec()
}

/// Makes the code while its letter is written; none if nobody waits for one there any more.
pub(crate) async fn mint(
    change: &mut Change,
    org: OrgId,
    user: UserId,
    way: Channel,
    destination: &str,
) -> Result<Option<String>> {
    let code = format!("{:0DIGITS$}", change.dice.below(1_000_000));
    let minted = change
        .tx
        .execute(
            "UPDATE verification_codes SET code_hash = ?5, ends_at = ?6
             WHERE org_id = ?1 AND user_id = ?2 AND channel = ?3 AND destination = ?4 AND ends_at > ?7",
            params![
                org,
                user,
                way.name(),
                destination,
                hash(user, way, destination, &code).as_slice(),
                change.at + LASTS,
                change.at,
            ],
        )
        .await?;
    Ok((minted == 1).then_some(code))
}

/// Kills the codes of a person.
pub(crate) async fn forget(tx: &mut Tx, org: OrgId, user: UserId) -> Result<()> {
    tx.execute("DELETE FROM verification_codes WHERE org_id = ?1 AND user_id = ?2", params![org, user])
        .await?;
    Ok(())
}

pub(in crate::sign_in) async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<()> {
    tx.execute("DELETE FROM verification_codes WHERE ends_at < ?1", params![now]).await?;
    Ok(())
}
