//! Tells the person by a letter that the second factor is another one now, and writes it into the history.

use kernel::{OrgId, Result, UserId};
use serde_json::json;

use crate::change::Change;
use crate::history::{Action, Event};
use crate::notices::{self, Channel, Letter, LetterKind};
use crate::sign_in::SignedIn;

/// `what` is the sentence of the letter.
pub(in crate::sign_in) async fn tell(
    change: &mut Change,
    org: OrgId,
    user: UserId,
    email: &str,
    what: &str,
) -> Result<()> {
    let letter = Letter {
        kind: LetterKind::SecondFactor,
        channel: Channel::Email,
        to: email.to_owned(),
        user: Some(user),
        account: None,
        data: json!({ "what": what }),
        ends_at: None,
    };
    notices::put(change, org, letter).await?;
    Ok(())
}

/// Something that a person did to himself or herself.
pub(in crate::sign_in) fn own_event(who: &SignedIn, action: Action) -> Event {
    let event = Event::of(action).about(who.any(), who.name.as_str());
    match who.actor.place() {
        Some(place) => event.in_account(place.account),
        None => event,
    }
}
