//! A reply has come: it is matched by the number that it comes from, and the latest message that was sent there.

use db::{Tx, params};
use kernel::{Error, MessageId, OrgId, OutgoingId, Result, Span, Timestamp};

use super::door::{is_open, leads_here};
use super::words::{DIGITS, Meaning, meaning};
use crate::access::Actor;
use crate::change::Change;
use crate::delivery::acknowledge::{How, close};
use crate::delivery::advance::Going;
use crate::history::Action;
use crate::house::House;
use crate::sign_in::throttle::{self, Subject};

/// Letters of a reply that are kept.
pub const LONGEST: usize = 1_000;
/// So long after a text message a reply to it is understood as one.
const LASTS: Span = Span::days(3);
/// Of one number and of one place, in an hour.
const FROM_ONE_NUMBER: i64 = 60;
const FROM_ONE_PLACE: i64 = 3_000;
/// Messages that somebody is asked about at a time.
const MOST: usize = 50;

/// What the provider brings.
#[derive(Clone, Debug)]
pub struct Received {
    /// A telephone number, with or without its plus.
    pub from: String,
    pub text: String,
}

/// A message of which this number was told.
struct Told {
    going: Going,
    name: String,
    acknowledged: bool,
}

/// Takes a reply in; an address that is none is not found. `genuine`: the provider's signature holds, if it has one.
/// Whatever is in the reply, and whether anybody knows its number, the answer is the same.
pub async fn receive(
    house: &House,
    org: OrgId,
    (token, place): (&str, &str),
    (genuine, received): (bool, Option<Received>),
) -> Result<()> {
    let mut change = house.change_unasked().await?;
    throttle::allow(&mut change, org, &Subject::RepliesFrom(place), FROM_ONE_PLACE, Span::hours(1)).await?;
    let known = leads_here(&mut change.tx, org, token).await?;
    let Some(Received { from, text }) = received.filter(|_| known && genuine) else {
        change.commit_housekeeping().await?;
        return if known && genuine { Ok(()) } else { Err(Error::NotFound) };
    };
    let number = number(&from);
    let subject = Subject::Replies(&number);
    let is_allowed = match throttle::allow(&mut change, org, &subject, FROM_ONE_NUMBER, Span::hours(1)).await
    {
        Ok(_) => true,
        Err(Error::TooMany(_)) => false,
        Err(error) => return Err(error),
    };
    let told = if is_allowed { told(&mut change.tx, org, &number, change.at).await? } else { Vec::new() };
    take_in(change, &told, (&number, &text)).await
}

async fn take_in(mut change: Change, told: &[Told], (number, text): (&str, &str)) -> Result<()> {
    let meaning = meaning(text);
    let asked = match &meaning {
        Meaning::Yes(Some(code)) => told.iter().find(|one| letter_code_of(one.going.message) == *code),
        Meaning::Yes(None) => told.iter().find(|one| !one.acknowledged),
        Meaning::Said => None,
    };
    // A code of no message is something else that was said.
    let latest = if meaning == Meaning::Yes(None) { None } else { told.first() };
    let event = match (asked, latest) {
        (Some(one), _) => close(&mut change, &one.going, &one.name, How::Reply).await?,
        (None, Some(one)) => {
            keep(&mut change, one, (number, text)).await?;
            Some(one.going.event(Action::MessageReplied).changed("by", "", one.name.as_str()))
        }
        (None, None) => None,
    };
    let org = asked.or(latest).map(|one| one.going.org);
    match org.zip(event) {
        Some((org, event)) => {
            let actor = Actor::system(org, "reply to a text message");
            change.record(&actor, event).await?.commit().await
        }
        None => change.commit_housekeeping().await,
    }
}

/// What was sent to this number not long ago: what waits first, the latest first.
async fn told(tx: &mut Tx, org: OrgId, number: &str, now: Timestamp) -> Result<Vec<Told>> {
    let sql = format!(
        "SELECT p.message_id, p.name, m.account_id, m.contact_id, m.created_by, m.caller_name, d.state
         FROM delivery_attempts p
         JOIN deliveries d ON d.org_id = p.org_id AND d.message_id = p.message_id
         JOIN messages m ON m.org_id = p.org_id AND m.id = p.message_id
         JOIN accounts a ON a.org_id = m.org_id AND a.id = m.account_id
         WHERE p.org_id = ?1 AND p.channel = 'sms' AND p.recipient = ?2 AND p.at > ?3
           AND p.left_out = '' AND a.locked_at IS NULL
         ORDER BY CASE d.state WHEN 'waiting' THEN 0 WHEN 'nobody' THEN 1 ELSE 2 END, p.at DESC, p.place DESC
         LIMIT {MOST}"
    );
    let found = tx
        .rows(&sql, params![org, number, now - LASTS], |row| {
            let going = Going {
                org,
                message: row.get(0)?,
                account: row.get(2)?,
                contact: row.get(3)?,
                creator: row.get(4)?,
                caller: row.get(5)?,
            };
            let state: String = row.get(6)?;
            Ok(Told { going, name: row.get(1)?, acknowledged: state == "acknowledged" })
        })
        .await?;
    Ok(found)
}

async fn keep(change: &mut Change, one: &Told, (number, text): (&str, &str)) -> Result<()> {
    let id = OutgoingId::new(change.at, &change.dice);
    change
        .tx
        .execute(
            "INSERT INTO delivery_replies (org_id, id, message_id, name, number, said, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![one.going.org, id, one.going.message, &one.name, number, said(text), change.at],
        )
        .await?;
    Ok(())
}

/// As a number is kept: providers leave the plus out, or write two noughts.
fn number(from: &str) -> String {
    let digits: String = from.chars().filter(char::is_ascii_digit).take(20).collect();
    format!("+{}", digits.strip_prefix("00").unwrap_or(&digits))
}

/// On a page, a line or a few: nothing that is no letter.
fn said(text: &str) -> String {
    let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).take(LONGEST).collect();
    text.trim().to_owned()
}

/// The code by which a reply names its message; none where no reply is taken in.
pub async fn letter_code(tx: &mut Tx, org: OrgId, message: MessageId) -> Result<String> {
    Ok(if is_open(tx, org).await? { letter_code_of(message) } else { String::new() })
}

/// No secret: it only tells messages to one number apart.
fn letter_code_of(message: MessageId) -> String {
    let last = message.uuid().as_u128() % 10_000;
    format!("{last:0DIGITS$}")
}
