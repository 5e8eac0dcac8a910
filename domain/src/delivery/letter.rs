//! The letter that asks somebody to acknowledge a message: as much of it as the plan allows, and a link.

use db::{Tx, params};
use kernel::{AccountId, MessageId, OrgId, Result, Timestamp, Token};

use super::replies::letter_code;
use super::{Content, links, plan};
use crate::access::is_secure;
use crate::change::Change;
use crate::notices::{Channel, Filled, Occasion, in_a_line};
use crate::records::messages::PRIORITIES;

/// What may be said of a message outside of the portal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Who called, and by which number.
    pub caller: String,
    pub subject: String,
    pub text: String,
}

impl Said {
    /// Nothing of a Secure account leaves the portal, whatever its plan says.
    pub(super) async fn of(
        tx: &mut Tx,
        org: OrgId,
        (account, message): (AccountId, MessageId),
    ) -> Result<Self> {
        let plan = plan::of_account(tx, org, account).await?;
        let content = plan.map_or(Content::Link, |plan| plan.content);
        if content == Content::Link || is_secure(tx, org, account).await? {
            return Ok(Self::default());
        }
        let said = tx
            .row(
                "SELECT caller_name, caller_number, subject, body FROM messages WHERE org_id = ?1 AND id = ?2",
                params![org, message],
                |row| {
                    let (name, number) = (row.get::<String>(0)?, row.get::<String>(1)?);
                    let caller = match (name.as_str(), number.as_str()) {
                        (name, "") => name.to_owned(),
                        ("", number) => number.to_owned(),
                        (name, number) => format!("{name}, {number}"),
                    };
                    let text = if content == Content::Full { row.get(3)? } else { String::new() };
                    Ok(Self { caller, subject: row.get(2)?, text })
                },
            )
            .await?;
        Ok(said.unwrap_or_default())
    }

    fn in_a_line(&self, channel: Channel) -> String {
        in_a_line(&[&self.caller, &self.subject, &self.text], channel)
    }
}

struct Found {
    account: AccountId,
    business: String,
    priority: String,
    taken_at: Timestamp,
    reminder: bool,
    /// Why it would only confuse by now.
    pointless: Option<&'static str>,
}

/// What is sent to somebody, with a link of its own.
pub(super) struct Ready {
    pub business: String,
    /// One of [`PRIORITIES`].
    pub priority: String,
    pub taken_at: Timestamp,
    pub reminder: bool,
    pub said: Said,
    pub token: Token,
}

/// Looks once more, at the moment of sending: whoever has acknowledged in the meantime ends what was still to leave.
pub(super) async fn ready(
    change: &mut Change,
    org: OrgId,
    (id, place): (MessageId, i64),
) -> Result<Result<Ready, &'static str>> {
    let Some(found) = find(&mut change.tx, org, (id, place)).await? else {
        return Ok(Err("The message is no longer there."));
    };
    if let Some(reason) = found.pointless {
        return Ok(Err(reason));
    }
    let plan = plan::of_account(&mut change.tx, org, found.account).await?;
    if plan.is_some_and(|plan| !plan.sends(&found.priority)) {
        return Ok(Err("The delivery plan does not send it any more."));
    }
    let said = Said::of(&mut change.tx, org, (found.account, id)).await?;
    let token = links::make(change, org, (id, place)).await?;
    let Found { business, priority, taken_at, reminder, .. } = found;
    Ok(Ok(Ready { business, priority, taken_at, reminder, said, token }))
}

pub async fn fill(change: &mut Change, occasion: &Occasion<'_>) -> Result<Filled> {
    let data = &occasion.letter.data;
    let id = data.get("message").and_then(|id| id.as_str()).unwrap_or_default();
    let place = data.get("place").and_then(serde_json::Value::as_i64);
    let (Ok(id), Some(place)) = (id.parse::<MessageId>(), place) else {
        return Ok(Filled::Drop("It is about no message."));
    };
    let org = occasion.organization.id;
    let ready = match ready(change, org, (id, place)).await? {
        Ok(ready) => ready,
        Err(reason) => return Ok(Filled::Drop(reason)),
    };
    let code = match occasion.letter.channel {
        Channel::Sms => letter_code(&mut change.tx, org, id).await?,
        Channel::Email => String::new(),
    };
    let priority =
        PRIORITIES.iter().find(|one| one.value == ready.priority).map_or("Normal", |one| one.label);
    Ok(Filled::With(vec![
        ("link", format!("{}/ack/{}", occasion.address, ready.token.reveal())),
        ("account", ready.business),
        ("priority", priority.to_owned()),
        ("reminder", if ready.reminder { "yes".to_owned() } else { String::new() }),
        ("code", code),
        ("details", ready.said.in_a_line(occasion.letter.channel)),
    ]))
}

async fn find(tx: &mut Tx, org: OrgId, (message, place): (MessageId, i64)) -> Result<Option<Found>> {
    let found = tx
        .row(
            "SELECT m.account_id, a.name, m.priority, a.locked_at, d.state, p.round,
                    (SELECT count(*) FROM delivery_attempts n WHERE n.org_id = p.org_id AND n.message_id = p.message_id
                       AND n.contact_id = p.contact_id AND n.channel = p.channel AND n.place > p.place
                       AND n.left_out = ''),
                    m.taken_at
             FROM delivery_attempts p
             JOIN deliveries d ON d.org_id = p.org_id AND d.message_id = p.message_id
             JOIN messages m ON m.org_id = p.org_id AND m.id = p.message_id
             JOIN accounts a ON a.org_id = m.org_id AND a.id = m.account_id
             WHERE p.org_id = ?1 AND p.message_id = ?2 AND p.place = ?3",
            params![org, message, place],
            |row| {
                let pointless = if row.get::<Option<Timestamp>>(3)?.is_some() {
                    Some("The account is locked.")
                } else if row.get::<String>(4)? == "acknowledged" {
                    Some("The message was acknowledged in the meantime.")
                } else if row.get::<i64>(6)? > 0 {
                    Some("A reminder took its place.")
                } else {
                    None
                };
                Ok(Found {
                    account: row.get(0)?,
                    business: row.get(1)?,
                    priority: row.get(2)?,
                    taken_at: row.get(7)?,
                    reminder: row.get::<i64>(5)? > 0,
                    pointless,
                })
            },
        )
        .await?;
    Ok(found)
}
