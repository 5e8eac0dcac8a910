//! Asking for a code: by mail to one's address, or by SMS to a number that one may enter.

use db::params;
use kernel::{Error, OrgId, Phone, Result, Span, Timestamp};
use serde_json::json;

use super::codes::LASTS;
use crate::access::Actor;
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::notices::{self, Channel, Letter, LetterKind};
use crate::organizations;
use crate::people::users;
use crate::sign_in::throttle::{self, Subject};
use crate::sign_in::{SignedIn, Step};

/// Codes to one address or number in an hour, and new numbers of one person in a day: text messages cost money.
const TO_ONE_PLACE: i64 = 5;
const NEW_NUMBERS: i64 = 3;

/// Has a code sent. An earlier one is dead from now on. `number` is entered on the page; the known one is used
/// without it.
pub async fn ask(house: &House, who: &SignedIn, way: Channel, number: Option<Phone>) -> Result<()> {
    if who.step != Some(Step::Verify) || !who.shown.wants(way) {
        return Err(Error::NotFound);
    }
    let (org, known) = (who.actor.org(), who.shown.number.as_str());
    let destination = match way {
        Channel::Email => who.email.clone(),
        Channel::Sms => number.map_or_else(|| known.to_owned(), |number| number.to_string()),
    };
    if destination.is_empty() {
        return Err(Error::invalid("phone", "Enter a telephone number."));
    }
    let mut change = house.change_unasked().await?;
    let last_of_day = allow_code(&mut change, org, way, ("phone", &destination)).await?;
    let is_new = way == Channel::Sms && destination != known;
    if is_new {
        let person = who.user.to_string();
        throttle::allow(&mut change, org, &Subject::Numbers(&person), NEW_NUMBERS, Span::days(1)).await?;
        users::set_phone(&mut change, org, who.user, &destination).await?;
    }
    change
        .tx
        .execute(
            "INSERT INTO verification_codes (org_id, user_id, channel, session_id, destination, code_hash, tries,
                                             created_at, ends_at)
             VALUES (?1, ?2, ?3, ?4, ?5, NULL, 0, ?6, ?7)
             ON CONFLICT (org_id, user_id, channel) DO UPDATE SET session_id = excluded.session_id,
                 destination = excluded.destination, code_hash = NULL, tries = 0, created_at = excluded.created_at,
                 ends_at = excluded.ends_at",
            params![org, who.user, way.name(), who.session, &destination, change.at, change.at + LASTS],
        )
        .await?;
    let letter = Letter {
        kind: if way == Channel::Email { LetterKind::VerifyEmail } else { LetterKind::VerifyPhone },
        channel: way,
        to: destination.clone(),
        user: Some(who.user),
        account: None,
        data: json!({}),
        ends_at: Some(change.at + LASTS),
    };
    notices::put(&mut change, org, letter).await?;
    let mut events = Vec::new();
    if is_new {
        events.push((who.actor.clone(), entered(who, destination)));
    }
    if last_of_day {
        // Whoever looks after the organization reads it in the history, and finds out whether it was fraud.
        let event = Event::of(Action::TextMessagesUsedUp).about(who.any(), who.name.as_str());
        events.push((Actor::system(org, "text messages"), event));
    }
    let mut events = events.into_iter();
    let Some((actor, event)) = events.next() else { return change.commit_housekeeping().await };
    let mut recorded = change.record(&actor, event).await?;
    for (actor, event) in events {
        recorded = recorded.and(&actor, event).await?;
    }
    recorded.commit().await
}

/// Counts a code that is about to be sent, to this place and of the organization; whether it is the last text message of
/// the day. `field` is where the number was written.
pub(crate) async fn allow_code(
    change: &mut Change,
    org: OrgId,
    way: Channel,
    (field, destination): (&str, &str),
) -> Result<bool> {
    let mut last_of_day = false;
    if way == Channel::Sms {
        let organization = organizations::by_number_in(&mut change.tx, org).await?;
        let rules = &organization.settings.text_messages;
        may_be_written_to((field, destination), &rules.allowed(&organization.region))?;
        let most = rules.most();
        let sent = throttle::allow(change, org, &Subject::TextMessages, most, Span::days(1)).await?;
        last_of_day = sent == most;
    }
    throttle::allow(change, org, &Subject::Codes(destination), TO_ONE_PLACE, Span::hours(1)).await?;
    Ok(last_of_day)
}

/// Another number than the one that is known.
fn entered(who: &SignedIn, number: String) -> Event {
    let known = who.shown.number.as_str();
    let event =
        Event::of(Action::PhoneEntered).about(who.any(), who.name.as_str()).changed("phone", known, number);
    match who.actor.place() {
        Some(place) => event.in_account(place.account),
        None => event,
    }
}

/// Text messages cost money, and most of all to some numbers (R22).
fn may_be_written_to((field, number): (&str, &str), allowed: &[String]) -> Result<()> {
    if allowed.iter().any(|prefix| number.starts_with(prefix.as_str())) {
        return Ok(());
    }
    let numbers = match allowed {
        [] => "no numbers at present".to_owned(),
        prefixes => format!("numbers that begin with {}", prefixes.join(" or ")),
    };
    Err(Error::invalid(field, format!("Codes are sent to {numbers}. Enter another one, or ask us for help.")))
}

/// A code that was asked for in this session.
#[derive(Clone, Debug)]
pub struct Pending {
    pub way: Channel,
    pub destination: String,
    pub ends_at: Timestamp,
}

/// The code that is waited for, the latest one if there are two.
pub async fn pending(read: &mut Read, who: &SignedIn) -> Result<Option<Pending>> {
    let rows = read
        .0
        .rows(
            "SELECT channel, destination, ends_at FROM verification_codes
             WHERE org_id = ?1 AND user_id = ?2 AND session_id = ?3 AND ends_at > ?4 ORDER BY created_at DESC",
            params![who.actor.org(), who.user, who.session, who.now],
            |row| Ok((row.get::<String>(0)?, row.get(1)?, row.get(2)?)),
        )
        .await?;
    let known = rows.into_iter().filter_map(|(channel, destination, ends_at)| {
        Some(Pending { way: Channel::parse(&channel)?, destination, ends_at })
    });
    Ok(known.into_iter().find(|pending| who.shown.wants(pending.way)))
}
