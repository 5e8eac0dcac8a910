//! One's own second factor: whether there is one, new recovery codes, and turning it off.

use kernel::{Error, Result, Timestamp, Token};

use super::tell::{own_event, tell};
use super::{WithCodes, recovery, store};
use crate::history::Action;
use crate::house::{House, Read};
use crate::sign_in::{SignedIn, passkeys, sessions};

/// What somebody has.
#[derive(Clone, Copy, Debug)]
pub struct Own {
    /// Since when the app is asked for; none if it is not.
    pub since: Option<Timestamp>,
    pub passkeys: i64,
    /// Recovery codes that were not used yet.
    pub codes_left: i64,
}

pub async fn own(read: &mut Read, who: &SignedIn) -> Result<Own> {
    let (org, user) = (who.actor.org(), who.user);
    Ok(Own {
        since: store::since(&mut read.0, org, user).await?,
        passkeys: passkeys::count(&mut read.0, org, user).await?,
        codes_left: store::codes_left(&mut read.0, org, user).await?,
    })
}

pub(in crate::sign_in) fn may_change(who: &SignedIn) -> Result<()> {
    who.actor.must_be_oneself()?;
    if who.is_by_link() || who.step.is_some() {
        return Err(Error::NotFound);
    }
    who.proved().map(|_| ())
}

/// Ten new recovery codes in place of those before.
pub async fn new_codes(house: &House, who: &SignedIn) -> Result<WithCodes> {
    may_change(who)?;
    let (org, user) = (who.actor.org(), who.user);
    let mut change = house.change_unasked().await?;
    if store::any_since(&mut change.tx, org, user).await?.is_none() {
        return Err(Error::NotFound);
    }
    let codes = recovery::renew(&mut change, org, user).await?;
    let token = sessions::renew(&mut change, org, who.session).await?;
    tell(&mut change, org, user, &who.email, "New recovery codes were made; those before are dead.").await?;
    let event = own_event(who, Action::RecoveryCodesMade).secret("recovery codes");
    change.record(&who.actor, event).await?.commit().await?;
    Ok(WithCodes { token, codes })
}

/// The app is asked for no longer. Without a passkey the password alone opens then, unless a role asks for another
/// factor. Every other session ends.
pub async fn turn_off(house: &House, who: &SignedIn) -> Result<Token> {
    may_change(who)?;
    let (org, user) = (who.actor.org(), who.user);
    let mut change = house.change_unasked().await?;
    if !store::forget_app(&mut change.tx, org, user).await? {
        return Err(Error::NotFound);
    }
    sessions::end_all_but(&mut change, org, user, who.session).await?;
    let token = sessions::renew(&mut change, org, who.session).await?;
    tell(&mut change, org, user, &who.email, "The authenticator app was removed.").await?;
    let event = own_event(who, Action::SecondFactorRemoved).secret("authenticator app");
    change.record(&who.actor, event).await?.commit().await?;
    Ok(token)
}
