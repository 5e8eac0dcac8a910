//! Setting up an authenticator app: a secret is made, and counts once a code shows that the app has it.

use db::params;
use kernel::{Error, Result};

use super::tell::{own_event, tell};
use super::totp::{DIGITS, Secret};
use super::{WithCodes, recovery, store};
use crate::history::Action;
use crate::house::{House, Read};
use crate::sign_in::{SignedIn, Step, sessions};

/// The person alone, who gave the password a moment ago, with no other step to do.
pub(in crate::sign_in) fn may_set_up(who: &SignedIn) -> Result<()> {
    who.actor.must_be_oneself()?;
    if who.is_by_link() || !matches!(who.step, None | Some(Step::SetUpFactor)) {
        return Err(Error::NotFound);
    }
    who.proved().map(|_| ())
}

/// Makes a secret. One that was never confirmed is replaced; one in use has to be turned off first.
pub async fn begin(house: &House, who: &SignedIn) -> Result<()> {
    may_set_up(who)?;
    let mut change = house.change_unasked().await?;
    let secret = Secret::new(&change.dice);
    let begun = change
        .tx
        .execute(
            "INSERT INTO totp_factors (org_id, user_id, secret, last_step, created_at) VALUES (?1, ?2, ?3, 0, ?4)
             ON CONFLICT (org_id, user_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at
             WHERE totp_factors.confirmed_at IS NULL",
            params![who.actor.org(), who.user, secret.as_bytes(), change.at],
        )
        .await?;
    if begun == 0 {
        return Err(Error::conflict("You have an authenticator app already. Turn it off first."));
    }
    change.commit_housekeeping().await
}

/// A secret that waits for its first code.
pub struct Pending {
    /// In groups of four.
    pub secret: String,
    /// What an app opens, and what the picture says.
    pub uri: String,
}

pub async fn pending(read: &mut Read, who: &SignedIn) -> Result<Option<Pending>> {
    may_set_up(who)?;
    let kept = store::find(&mut read.0, who.actor.org(), who.user).await?;
    Ok(kept.filter(|kept| kept.confirmed_at.is_none()).map(|kept| {
        let text = kept.secret.base32();
        let groups: Vec<&str> =
            text.as_bytes().chunks(4).filter_map(|four| std::str::from_utf8(four).ok()).collect();
        Pending { secret: groups.join(" "), uri: kept.secret.uri(&who.organization.name, &who.email) }
    }))
}

/// The app has the secret: from now on it is asked for. Every other session of the person ends.
pub async fn confirm(house: &House, who: &SignedIn, written: &str) -> Result<WithCodes> {
    may_set_up(who)?;
    let (org, user) = (who.actor.org(), who.user);
    let code: String = written.chars().filter(|c| !c.is_whitespace()).take(DIGITS + 1).collect();
    let mut change = house.change_unasked().await?;
    let is_first = store::any_since(&mut change.tx, org, user).await?.is_none();
    let kept = store::find(&mut change.tx, org, user).await?;
    let kept = kept.filter(|kept| kept.confirmed_at.is_none()).ok_or(Error::NotFound)?;
    let step = kept.secret.step_of(&code, change.at, kept.last_step).ok_or_else(|| {
        Error::invalid("code", "This is not the code that the app shows now. Check the clock of your device.")
    })?;
    let confirmed = change
        .tx
        .execute(
            "UPDATE totp_factors SET confirmed_at = ?3, last_step = ?4
             WHERE org_id = ?1 AND user_id = ?2 AND confirmed_at IS NULL AND secret = ?5",
            params![org, user, change.at, step, kept.secret.as_bytes()],
        )
        .await?;
    if confirmed == 0 {
        return Err(Error::NotFound);
    }
    let codes = if is_first { recovery::renew(&mut change, org, user).await? } else { Vec::new() };
    sessions::end_all_but(&mut change, org, user, who.session).await?;
    sessions::note_factor(&mut change, org, who.session).await?;
    let token = sessions::renew(&mut change, org, who.session).await?;
    tell(&mut change, org, user, &who.email, "A second factor was added: an authenticator app.").await?;
    let event = own_event(who, Action::SecondFactorAdded).secret("authenticator app");
    change.record(&who.actor, event).await?.commit().await?;
    Ok(WithCodes { token, codes })
}
