//! The code that goes to an address or a number: six digits, ten minutes and five tries, as for people who sign in.

use db::{Tx, params};
use kernel::{ContactId, OrgId, Result, Timestamp};
use sha2::{Digest, Sha256};

use super::Known;
use crate::change::Change;
use crate::notices::Channel;
use crate::sign_in::verification::{DIGITS, LASTS};

/// The hash also covers whose it is and where it was sent, and that it is a contact's: it is good for nothing else.
pub(super) fn hash(contact: ContactId, known: &Known, code: &str) -> Vec<u8> {
    let (channel, value) = (known.channel.name(), &known.value);
    Sha256::digest(format!("contact\0{contact}\0{channel}\0{value}\0{code}")).to_vec()
}

/// Makes the code while its letter is written; none if nobody waits for one there any more.
pub(crate) async fn mint(
    change: &mut Change,
    org: OrgId,
    contact: ContactId,
    (channel, value): (Channel, &str),
) -> Result<Option<String>> {
    let code = format!("{:0DIGITS$}", change.dice.below(1_000_000));
    let known = Known { channel, value: value.to_owned() };
    let minted = change
        .tx
        .execute(
            "UPDATE contact_codes SET code_hash = ?5, ends_at = ?6
             WHERE org_id = ?1 AND contact_id = ?2 AND channel = ?3 AND value = ?4 AND ends_at > ?7",
            params![
                org,
                contact,
                channel.name(),
                value,
                hash(contact, &known, &code).as_slice(),
                change.at + LASTS,
                change.at
            ],
        )
        .await?;
    Ok((minted == 1).then_some(code))
}

pub(crate) async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<()> {
    tx.execute("DELETE FROM contact_codes WHERE ends_at < ?1", params![now]).await?;
    Ok(())
}

/// For whom the code is asked; none if the contact is gone, or its account is locked.
pub(crate) async fn business(tx: &mut Tx, org: OrgId, contact: ContactId) -> Result<Option<String>> {
    Ok(tx
        .row(
            "SELECT a.name FROM contacts c JOIN accounts a ON a.org_id = c.org_id AND a.id = c.account_id
             WHERE c.org_id = ?1 AND c.id = ?2 AND a.locked_at IS NULL",
            params![org, contact],
            |row| row.get(0),
        )
        .await?)
}
