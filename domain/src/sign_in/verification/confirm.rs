//! Entering the code: counted before it is looked at, and good once, in the session that asked for it.

use db::params;
use kernel::{Error, Result, Token, same};
use serde_json::json;

use super::codes::{DIGITS, TRIES, hash};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::notices::{self, Channel, Letter, LetterKind};
use crate::people::users;
use crate::sign_in::{SignedIn, Step, sessions};

/// Shows that the address or the number is the person's own. The session gets another token.
pub async fn confirm(house: &House, who: &SignedIn, way: Channel, written: &str) -> Result<Token> {
    if who.step != Some(Step::Verify) {
        return Err(Error::NotFound);
    }
    let code: String = written.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if code.len() != DIGITS || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Error::invalid("code", "Enter the six digits of the code."));
    }
    let org = who.actor.org();
    let mut counting = house.change_unasked().await?;
    let counted: Option<(Vec<u8>, String)> = counting
        .tx
        .row(
            "UPDATE verification_codes SET tries = tries + 1
             WHERE org_id = ?1 AND user_id = ?2 AND channel = ?3 AND session_id = ?4 AND ends_at > ?5
               AND code_hash IS NOT NULL AND tries < ?6
             RETURNING code_hash, destination",
            params![org, who.user, way.name(), who.session, counting.at, TRIES],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .await?;
    counting.commit_housekeeping().await?;
    let gone = || Error::invalid("code", "There is no code to be entered any more. Have another one sent.");
    let (kept, destination) = counted.ok_or_else(gone)?;
    if !same(&kept, &hash(who.user, way, &destination, &code)) {
        return Err(Error::invalid("code", "This is not the code that was sent."));
    }
    let mut change = house.change_unasked().await?;
    let spent = change
        .tx
        .execute(
            "DELETE FROM verification_codes WHERE org_id = ?1 AND user_id = ?2 AND channel = ?3 AND code_hash = ?4",
            params![org, who.user, way.name(), kept.as_slice()],
        )
        .await?;
    if spent == 0 || !users::mark_verified(&mut change, org, who.user, way, &destination).await? {
        return Err(gone());
    }
    if way == Channel::Sms {
        tell(&mut change, who, &destination).await?;
    }
    let token = sessions::renew(&mut change, org, who.session).await?;
    let field = if way == Channel::Email { "email" } else { "phone" };
    let mut event =
        Event::of(Action::UserVerified).about(who.any(), who.name.as_str()).changed(field, "", destination);
    if let Some(place) = who.actor.place() {
        event = event.in_account(place.account);
    }
    change.record(&who.actor, event).await?.commit().await?;
    Ok(token)
}

/// By mail: whoever entered a number of theirs reads no mail of the person.
async fn tell(change: &mut Change, who: &SignedIn, number: &str) -> Result<()> {
    let letter = Letter {
        kind: LetterKind::NumberVerified,
        channel: Channel::Email,
        to: who.email.clone(),
        user: Some(who.user),
        account: None,
        data: json!({ "number": number }),
        ends_at: None,
    };
    notices::put(change, who.actor.org(), letter).await?;
    Ok(())
}
