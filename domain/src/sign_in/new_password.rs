//! The step after signing in with a password that somebody else made: choosing one that nobody else knows.

use kernel::{Error, Result, Token};

use super::{PasswordPolicy, SignedIn, Step, passwords, sessions};
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::invitations;

impl SignedIn {
    /// The rules for this person's own password.
    pub fn password_policy(&self) -> PasswordPolicy {
        let about = [self.name.as_str(), self.email.as_str(), self.account_name()];
        PasswordPolicy::of(&self.organization, about)
    }
}

/// Replaces the temporary password. Every other session of the person ends, and this one gets another token.
pub async fn choose_new_password(house: &House, who: &SignedIn, password: &str) -> Result<Token> {
    if who.step != Some(Step::NewPassword) {
        return Err(Error::NotFound);
    }
    who.password_policy().judge(password).map_err(|message| Error::invalid("password", message))?;
    let org = who.actor.org();
    let before = passwords::hash_of(&mut house.read().await?.0, org, who.user).await?;
    if house.passwords.verify(password, before.as_deref()).await? {
        return Err(Error::invalid(
            "password",
            "This is the password that you were given. Choose another one.",
        ));
    }
    let hash = house.passwords.hash(password, &house.dice).await?;
    let mut change = house.change_unasked().await?;
    passwords::store(&mut change, org, who.user, &hash).await?;
    sessions::end_all_but(&mut change, org, who.user, who.session).await?;
    passwords::tell(&mut change, org, who.user, &who.email).await?;
    let token = sessions::renew(&mut change, org, who.session).await?;
    let came = invitations::accepted_by_password(&mut change, org, who.user, &who.email).await?;
    let action = if came { Action::InvitationAccepted } else { Action::PasswordSet };
    let mut event = Event::of(action).about(who.any(), who.name.as_str()).secret("password");
    if let Some(place) = who.actor.place() {
        event = event.in_account(place.account);
    }
    change.record(&who.actor, event).await?.commit().await?;
    Ok(token)
}
