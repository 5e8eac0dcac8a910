//! Which addresses and numbers were shown, by whom and when; kept as long as the contact has them.

use db::{Tx, params};
use kernel::{ContactId, OrgId, Result, Timestamp};

use super::super::{ContactDetails, find_in};
use super::{Known, of_details};
use crate::access::{ContactsView, Granted};
use crate::change::Change;
use crate::house::Read;
use crate::notices::Channel;

/// An address or a number that was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub channel: Channel,
    /// An address folded, a number as it is.
    pub value: String,
    pub at: Timestamp,
    /// Who entered the code, or vouched for it.
    pub by: String,
    pub vouched: bool,
}

impl Verified {
    /// Whether it is of this address or number, however it is written.
    pub fn is_of(&self, channel: Channel, to: &str) -> bool {
        self.channel == channel
            && match channel {
                Channel::Email => kernel::Email::parse(to).is_ok_and(|email| email.folded() == self.value),
                Channel::Sms => self.value == to,
            }
    }
}

/// Those of a contact within reach.
pub async fn of_contact(
    read: &mut Read,
    granted: &Granted<ContactsView>,
    id: ContactId,
) -> Result<Vec<Verified>> {
    find_in(&mut read.0, granted, id).await?;
    stored(&mut read.0, granted.org(), id).await
}

pub(super) async fn stored(tx: &mut Tx, org: OrgId, id: ContactId) -> Result<Vec<Verified>> {
    Ok(tx
        .rows(
            "SELECT channel, value, verified_at, verified_by, how FROM contact_verified
             WHERE org_id = ?1 AND contact_id = ?2 ORDER BY channel, value",
            params![org, id],
            |row| {
                Ok(Verified {
                    channel: Channel::parse(&row.get::<String>(0)?).unwrap_or(Channel::Email),
                    value: row.get(1)?,
                    at: row.get(2)?,
                    by: row.get(3)?,
                    vouched: row.get::<String>(4)? == "vouched",
                })
            },
        )
        .await?)
}

pub(super) async fn note(
    change: &mut Change,
    org: OrgId,
    id: ContactId,
    (known, by, how): (&Known, &str, &str),
) -> Result<()> {
    change
        .tx
        .execute(
            "INSERT INTO contact_verified (org_id, contact_id, channel, value, verified_at, verified_by, how)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (org_id, contact_id, channel, value) DO UPDATE SET verified_at = excluded.verified_at,
               verified_by = excluded.verified_by, how = excluded.how",
            params![org, id, known.channel.name(), known.value.as_str(), change.at, by, how],
        )
        .await?;
    Ok(())
}

/// A contact was changed: what it does not have any more was not shown, and waits for no code.
pub(in crate::people::contacts) async fn keep_only(
    tx: &mut Tx,
    org: OrgId,
    (id, after): (ContactId, &ContactDetails),
) -> Result<()> {
    let kept = of_details(after);
    for table in ["contact_verified", "contact_codes"] {
        let sql = format!("SELECT channel, value FROM {table} WHERE org_id = ?1 AND contact_id = ?2");
        let there: Vec<(String, String)> =
            tx.rows(&sql, params![org, id], |row| Ok((row.get(0)?, row.get(1)?))).await?;
        for (channel, value) in there {
            if kept.iter().any(|one| one.channel.name() == channel && one.value == value) {
                continue;
            }
            let sql = format!(
                "DELETE FROM {table} WHERE org_id = ?1 AND contact_id = ?2 AND channel = ?3 AND value = ?4"
            );
            tx.execute(&sql, params![org, id, channel, value]).await?;
        }
    }
    Ok(())
}

/// Two contacts become one: what the other had shown, the one that stays has; an earlier date of its own stays.
pub(in crate::people::contacts) async fn move_to(
    tx: &mut Tx,
    org: OrgId,
    (from, to): (ContactId, ContactId),
) -> Result<()> {
    tx.execute(
        "INSERT INTO contact_verified (org_id, contact_id, channel, value, verified_at, verified_by, how)
         SELECT org_id, ?3, channel, value, verified_at, verified_by, how FROM contact_verified
         WHERE org_id = ?1 AND contact_id = ?2
         ON CONFLICT (org_id, contact_id, channel, value) DO NOTHING",
        params![org, from, to],
    )
    .await?;
    forget(tx, org, from).await
}

/// The contact is gone.
pub(in crate::people::contacts) async fn forget(tx: &mut Tx, org: OrgId, id: ContactId) -> Result<()> {
    for sql in [
        "DELETE FROM contact_verified WHERE org_id = ?1 AND contact_id = ?2",
        "DELETE FROM contact_codes WHERE org_id = ?1 AND contact_id = ?2",
    ] {
        tx.execute(sql, params![org, id]).await?;
    }
    Ok(())
}
