//! Changing one's own password: with the present one, as oneself, and with an end to all other sessions.

use kernel::{Error, Result, Token};

use super::throttle::{self, Subject};
use super::{SignedIn, passwords, sessions};
use crate::history::{Action, Event};
use crate::house::House;

/// Replaces the password. A session that was left open does not give it away: the present one is asked for, and
/// guesses are counted (ASVS 6.2.3).
pub async fn change_password(house: &House, who: &SignedIn, current: &str, new: &str) -> Result<Token> {
    who.actor.must_be_oneself()?;
    if current.is_empty() {
        return Err(Error::invalid("current", "Enter your present password."));
    }
    let (org, email) = (who.actor.org(), who.email.to_lowercase());
    let mut counting = house.change_unasked().await?;
    throttle::count(&mut counting, org, &Subject::Known(&email)).await?;
    counting.commit_housekeeping().await?;

    let before = passwords::hash_of(&mut house.read().await?.0, org, who.user).await?;
    let right = match house.passwords.verify(current, before.as_deref()).await {
        Err(Error::Invalid(_)) => false,
        other => other?,
    };
    if !right {
        return Err(Error::invalid("current", "This is not your present password."));
    }
    who.password_policy().judge(new).map_err(|message| Error::invalid("password", message))?;
    if current == new {
        return Err(Error::invalid("password", "This is your present password. Choose another one."));
    }
    let hash = house.passwords.hash(new, &house.dice).await?;
    let mut change = house.change_unasked().await?;
    throttle::forget(&mut change, org, &Subject::Known(&email)).await?;
    passwords::store(&mut change, org, who.user, &hash).await?;
    sessions::end_all_but(&mut change, org, who.user, who.session).await?;
    passwords::tell(&mut change, org, who.user, &who.email).await?;
    let token = sessions::renew(&mut change, org, who.session).await?;
    let mut event = Event::of(Action::PasswordSet).about(who.any(), who.name.as_str()).secret("password");
    if let Some(place) = who.actor.place() {
        event = event.in_account(place.account);
    }
    change.record(&who.actor, event).await?.commit().await?;
    Ok(token)
}
