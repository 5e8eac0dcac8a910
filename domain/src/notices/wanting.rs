//! Whom something concerns, and who of them wants to hear of it, by which way.

use db::{Tx, params};
use kernel::{AccountId, ContactId, OrgId, Result, Timestamp, UserId};

use super::choices::optional;
use super::{Channel, LetterKind};
use crate::access::{Reach, standing};

/// People of an account.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Whom {
    /// Those who are linked to this contact.
    Contact(ContactId),
    User(UserId),
    /// It is for nobody in particular: those who see all of the account.
    Account,
}

/// Somebody who wants to be told.
pub(super) struct Wanting {
    pub user: UserId,
    pub channel: Channel,
    /// The address, or the number.
    pub to: String,
}

pub(super) async fn wanting(
    tx: &mut Tx,
    now: Timestamp,
    org: OrgId,
    kind: LetterKind,
    (account, whom): (AccountId, Whom),
) -> Result<Vec<Wanting>> {
    let Some(optional) = optional(kind) else { return Ok(Vec::new()) };
    let (column, id) = match whom {
        Whom::Contact(id) => ("contact_id", id.uuid()),
        Whom::User(id) => ("user_id", id.uuid()),
        Whom::Account => ("account_id", account.uuid()),
    };
    let sql = format!(
        "SELECT u.id, u.email, CASE WHEN u.phone_verified_at IS NULL THEN '' ELSE u.phone END
         FROM memberships m
         JOIN users u ON u.org_id = m.org_id AND u.id = m.user_id AND u.disabled_at IS NULL
         LEFT JOIN letter_choices c ON c.org_id = m.org_id AND c.user_id = m.user_id AND c.kind = ?4
               AND c.channel = ?5
         WHERE m.org_id = ?1 AND m.account_id = ?2 AND m.{column} = ?3
               AND m.disabled_at IS NULL AND COALESCE(c.wanted, ?6) = 1
         ORDER BY u.id"
    );
    let mut all = Vec::new();
    for (channel, on) in optional.ways {
        let found: Vec<(UserId, String, String)> = tx
            .rows(&sql, params![org, account, id, kind.name(), channel.name(), i64::from(*on)], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .await?;
        for (user, email, phone) in found {
            let to = if *channel == Channel::Email { email } else { phone };
            if to.is_empty() {
                continue;
            }
            if matches!(whom, Whom::Account) {
                let person = standing(tx, now, org, (user, Some(account))).await?;
                let reach = person.and_then(|person| person.actor().grants().reach(optional.needs));
                if reach < Some(Reach::Account) {
                    continue;
                }
            }
            all.push(Wanting { user, channel: *channel, to });
        }
    }
    Ok(all)
}
