//! A passkey in place of the password once more, before something that decides over one's own security.

use kernel::{Error, Purpose, Result, Token};

use super::assertion::{ask, of_the_person};
use super::webauthn::RelyingParty;
use super::{Asked, Signed, note_use};
use crate::house::House;
use crate::sign_in::throttle::{self, Subject};
use crate::sign_in::{SignedIn, Step, sessions};

fn may_prove(who: &SignedIn) -> Result<()> {
    who.actor.must_be_oneself()?;
    if who.is_by_link() || who.step == Some(Step::SecondFactor) { Err(Error::NotFound) } else { Ok(()) }
}

pub async fn ask_as_proof(house: &House, who: &SignedIn) -> Result<Asked> {
    may_prove(who)?;
    ask(house, who, Purpose::PasskeyProof).await
}

/// The same as the password once more: guesses are counted together, and the session gets another token.
pub async fn prove(
    house: &House,
    who: &SignedIn,
    party: &RelyingParty,
    signed: &Signed<'_>,
) -> Result<Token> {
    may_prove(who)?;
    let (org, email) = (who.actor.org(), who.email.to_lowercase());
    let subject = Subject::Known(&email);
    let used = of_the_person(house, who, Purpose::PasskeyProof, &subject, party, signed).await?;
    let mut change = house.change_unasked().await?;
    throttle::forget(&mut change, org, &subject).await?;
    note_use(&mut change, org, &used).await?;
    sessions::note_proof(&mut change, org, who.session).await?;
    let token = sessions::renew(&mut change, org, who.session).await?;
    change.commit_housekeeping().await?;
    Ok(token)
}
