//! “Send me a test”: a letter to oneself.

use db::params;
use kernel::{Email, Error, OutgoingId, Result, Span};

use super::texts::TextName;
use super::{Channel, Letter, LetterKind, put};
use crate::access::{Granted, SettingsEdit};
use crate::history::{Action, Event};
use crate::house::House;

/// Nobody who tries a mail server waits for longer.
const TEST_LASTS: Span = Span::hours(1);

/// Puts a test letter to the person who asks into the outbox: one that says so, or a text with samples in it.
pub async fn send_test(
    house: &House,
    granted: &Granted<SettingsEdit>,
    of: Option<TextName>,
) -> Result<OutgoingId> {
    granted.actor().must_be_oneself()?;
    let user =
        granted.actor().user_id().ok_or_else(|| Error::conflict("Only a person can get a test letter."))?;
    let mut change = house.change(granted).await?;
    let to: String = change
        .tx
        .row("SELECT email FROM users WHERE org_id = ?1 AND id = ?2", params![granted.org(), user], |row| {
            row.get(0)
        })
        .await?
        .ok_or(Error::NotFound)?;
    let to = Email::parse(&to).map_err(|error| Error::invalid("email", error.0))?;
    let letter = Letter {
        kind: LetterKind::Test,
        channel: Channel::Email,
        to: to.to_string(),
        user: Some(user),
        account: None,
        data: of.map_or_else(Default::default, |of| serde_json::json!({ "of": of.to_string() })),
        ends_at: Some(change.at + TEST_LASTS),
    };
    let id = put(&mut change, granted.org(), letter).await?;
    let event = Event::of(Action::TestLetterSent).about(id.any(), to.as_str());
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(id)
}
