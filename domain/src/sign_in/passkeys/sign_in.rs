//! Signing in by a passkey alone. The device made sure of its person, so it counts as password and second factor.

use kernel::{OrgId, Purpose, Result};

use super::assertion::{refused, spent, used};
use super::store::by_credential;
use super::webauthn::RelyingParty;
use super::{Asked, Signed, challenges};
use crate::house::House;
use crate::sign_in::login::{Browser, NewLogin, Way, candidate_with_id, open};
use crate::sign_in::throttle::Subject;

/// Asks whoever is there for whichever passkey there is: nobody is named, so nothing is told.
pub async fn ask_to_sign_in(house: &House, org: OrgId, address: &str) -> Result<Asked> {
    let mut change = house.change_unasked().await?;
    let bound_to = challenges::bound_to(None);
    let challenge = challenges::ask(&mut change, org, Purpose::PasskeySignIn, &bound_to, address).await?;
    change.commit_housekeeping().await?;
    Ok(Asked { challenge, credentials: Vec::new() })
}

/// Says no in the same words to a passkey that nobody has, to a wrong answer, to a disabled user, to a locked account and
/// to a closed portal.
pub async fn sign_in(
    house: &House,
    org: OrgId,
    party: &RelyingParty,
    signed: &Signed<'_>,
    browser: Browser<'_>,
) -> Result<NewLogin> {
    let bound_to = challenges::bound_to(None);
    let subject = Subject::Address(&browser.request.address);
    let assertion = spent(house, org, Purpose::PasskeySignIn, &bound_to, &subject, signed).await?;
    let kept = by_credential(&mut house.read().await?.0, org, &assertion.credential).await?;
    // If the user was not identified before, verify that the user handle is there and names the owner of the credential.
    let kept = kept.filter(|kept| assertion.user_handle == kept.user.uuid().as_bytes());
    let used = used(house, org, party, kept, &assertion).await?;
    let found = candidate_with_id(&mut house.read().await?.0, org, used.kept.user).await?;
    let person = found.filter(|person| person.may_enter).ok_or_else(refused)?;
    open(house, org, person, &Way::Passkey(&used), browser).await
}
