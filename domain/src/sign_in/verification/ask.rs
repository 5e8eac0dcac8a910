//! Asking for a code: by mail to one's address, or by SMS to a number that one may enter.

use db::params;
use kernel::{Error, Phone, Result, Span, Timestamp};
use serde_json::json;

use super::codes::LASTS;
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::notices::{self, Channel, Letter, LetterKind};
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
    throttle::allow(&mut change, org, &Subject::Codes(&destination), TO_ONE_PLACE, Span::hours(1)).await?;
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
    if !is_new {
        return change.commit_housekeeping().await;
    }
    let mut event = Event::of(Action::PhoneEntered).about(who.any(), who.name.as_str()).changed(
        "phone",
        known,
        destination,
    );
    if let Some(place) = who.actor.place() {
        event = event.in_account(place.account);
    }
    change.record(&who.actor, event).await?.commit().await
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
