//! The step after the right password: a passkey in place of a code.

use kernel::{Error, Purpose, Result, Token};

use super::assertion::{ask, of_the_person};
use super::webauthn::RelyingParty;
use super::{Asked, Signed, note_use};
use crate::history::Action;
use crate::house::House;
use crate::sign_in::factors::own_event;
use crate::sign_in::throttle::{self, Subject};
use crate::sign_in::{SignedIn, Step, sessions};

fn must_owe(who: &SignedIn) -> Result<()> {
    if who.step == Some(Step::SecondFactor) { Ok(()) } else { Err(Error::NotFound) }
}

pub async fn ask_as_factor(house: &House, who: &SignedIn) -> Result<Asked> {
    must_owe(who)?;
    ask(house, who, Purpose::PasskeyFactor).await
}

/// Shows the second factor; the session gets another token. Counted together with codes.
pub async fn enter(
    house: &House,
    who: &SignedIn,
    party: &RelyingParty,
    signed: &Signed<'_>,
) -> Result<Token> {
    must_owe(who)?;
    let (org, person) = (who.actor.org(), who.user.to_string());
    let subject = Subject::Factor(&person);
    let used = of_the_person(house, who, Purpose::PasskeyFactor, &subject, party, signed).await?;
    let mut change = house.change_unasked().await?;
    throttle::forget(&mut change, org, &subject).await?;
    note_use(&mut change, org, &used).await?;
    sessions::note_factor(&mut change, org, who.session).await?;
    let token = sessions::renew(&mut change, org, who.session).await?;
    let event = own_event(who, Action::SecondFactorShown).changed("by passkey", "", used.name());
    change.record(&who.actor, event).await?.commit().await?;
    Ok(token)
}
