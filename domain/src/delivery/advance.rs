//! The next step of a delivery, within a transaction: an attempt, its letter and its event, or the end.

use db::{Tx, params};
use kernel::{AccountId, ContactId, MessageId, OrgId, OutgoingId, Result, Span, Timestamp, UserId};
use serde_json::json;

use super::means::Means;
use super::people::{in_order, reached};
use super::plan::Plan;
use super::steps::{Next, Tried, next};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::notices::{self, Channel, Letter, LetterKind, State};
use crate::records::messages;

/// Whoever has not got a letter a day later was reached otherwise, or not at all.
pub const LASTS: Span = Span::days(1);

/// The message that is delivered, as far as its history says.
pub struct Going {
    pub org: OrgId,
    pub message: MessageId,
    pub account: AccountId,
    pub contact: Option<ContactId>,
    pub creator: Option<UserId>,
    pub caller: String,
}

impl Going {
    pub fn event(&self, action: Action) -> Event {
        let label = if self.caller.is_empty() { String::new() } else { format!("from {}", self.caller) };
        Event::of(action)
            .about(self.message.any(), label)
            .in_account(self.account)
            .owned(self.contact, self.creator)
    }
}

/// Goes on as far as one can at this moment, and says what happened.
pub async fn advance(change: &mut Change, going: &Going, plan: &Plan) -> Result<Vec<Event>> {
    let people = in_order(&mut change.tx, going.org, plan, going.contact, change.at).await?;
    let mut tried = tried(&mut change.tx, going.org, going.message).await?;
    let mut events = Vec::new();
    loop {
        match next(&plan.pace, &people, &tried, change.at) {
            Next::Send { who, channel, round } => {
                let place = i64::try_from(tried.len()).unwrap_or(i64::MAX);
                let (one, event) = send(change, going, place, (who, channel, round)).await?;
                tried.push(one);
                events.push(event);
            }
            Next::Wait(until) => {
                wait(&mut change.tx, going, until).await?;
                return Ok(events);
            }
            Next::Nobody => {
                end_with_nobody(change, going).await?;
                events.push(going.event(Action::MessageUnanswered));
                return Ok(events);
            }
        }
    }
}

async fn tried(tx: &mut Tx, org: OrgId, message: MessageId) -> Result<Vec<Tried>> {
    let found = tx
        .rows(
            "SELECT p.contact_id, p.channel, p.round, p.at, p.left_out, COALESCE(o.state, p.state)
             FROM delivery_attempts p LEFT JOIN outbox o ON o.org_id = p.org_id AND o.id = p.outgoing_id
             WHERE p.org_id = ?1 AND p.message_id = ?2 ORDER BY p.place",
            params![org, message],
            |row| {
                let state = row.get::<Option<String>>(5)?.map(|state| State::stored(&state));
                Ok(Tried {
                    who: row.get(0)?,
                    channel: Means::parse(&row.get::<String>(1)?).unwrap_or(Means::Email),
                    round: row.get(2)?,
                    at: row.get(3)?,
                    lost: !row.get::<String>(4)?.is_empty()
                        || matches!(state, Some(State::Failed | State::Dropped)),
                })
            },
        )
        .await?;
    Ok(found)
}

async fn send(
    change: &mut Change,
    going: &Going,
    place: i64,
    (who, channel, round): (ContactId, Means, i64),
) -> Result<(Tried, Event)> {
    let person = reached(&mut change.tx, going.org, going.account, (who, channel, round)).await?;
    let letter = match (&person.address, channel.channel()) {
        (Ok(to), Some(channel)) => Some(letter(change, going, place, (channel, to)).await?),
        (Ok(_), None) => Some(OutgoingId::new(change.at, &change.dice)),
        (Err(_), _) => None,
    };
    // A letter waits in the outbox; a post waits here.
    let post = letter.is_some() && channel.channel().is_none();
    let (to, left_out) = match &person.address {
        Ok(to) => (to.as_str(), ""),
        Err(reason) => ("", *reason),
    };
    change
        .tx
        .execute(
            "INSERT INTO delivery_attempts (org_id, message_id, place, contact_id, name, channel, recipient, round, at,
                                            left_out, outgoing_id, state, post_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
            params![
                going.org,
                going.message,
                place,
                who,
                &person.name,
                channel.name(),
                to,
                round,
                change.at,
                left_out,
                letter,
                post.then_some(State::Queued.name()),
                post.then_some(change.at)
            ],
        )
        .await?;
    let words = match (left_out, round) {
        ("", 0) => format!("{} by {}", person.name, channel.title()),
        ("", _) => format!("{} by {}, reminder {round}", person.name, channel.title()),
        (reason, _) => format!("{} by {}: {}", person.name, channel.title(), reason.to_lowercase()),
    };
    let event = going.event(Action::MessageDispatched).changed("to", "", words);
    let one = Tried { who, channel, round, at: change.at, lost: letter.is_none() };
    Ok((one, event))
}

async fn letter(
    change: &mut Change,
    going: &Going,
    place: i64,
    (channel, to): (Channel, &str),
) -> Result<OutgoingId> {
    let letter = Letter {
        kind: LetterKind::MessageDelivery,
        channel,
        to: to.to_owned(),
        user: None,
        account: Some(going.account),
        data: json!({ "message": going.message.to_string(), "place": place }),
        ends_at: Some(change.at + LASTS),
    };
    notices::put(change, going.org, letter).await
}

async fn wait(tx: &mut Tx, going: &Going, until: Timestamp) -> Result<()> {
    tx.execute(
        "UPDATE deliveries SET next_at = ?3 WHERE org_id = ?1 AND message_id = ?2",
        params![going.org, going.message, until],
    )
    .await?;
    Ok(())
}

/// The plan does not send such messages any more: nobody else is asked.
pub async fn stop(change: &mut Change, going: &Going) -> Result<Event> {
    end_with_nobody(change, going).await?;
    let event = going.event(Action::MessageUnanswered);
    Ok(event.changed("reason", "", "The delivery plan does not send it any more."))
}

async fn end_with_nobody(change: &mut Change, going: &Going) -> Result<()> {
    change
        .tx
        .execute(
            "UPDATE deliveries SET state = 'nobody', next_at = NULL, done_at = ?3 WHERE org_id = ?1 AND message_id = ?2",
            params![going.org, going.message, change.at],
        )
        .await?;
    messages::note_delivery(&mut change.tx, going.org, going.message, "nobody").await
}
