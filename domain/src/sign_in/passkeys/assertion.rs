//! An answer to a question: taken apart, and checked against the passkey that it names. Whatever is wrong with it, the
//! same is said.

use data_encoding::BASE64URL_NOPAD;
use kernel::{Error, OrgId, Purpose, Result};

use super::store::{Kept, Used, by_credential};
use super::webauthn::{ClientData, Known, RelyingParty, Wrong, answered};
use super::{Asked, challenges, store};
use crate::access::Actor;
use crate::history::{Action, Event};
use crate::house::House;
use crate::sign_in::SignedIn;
use crate::sign_in::factors::tell;
use crate::sign_in::throttle::{self, Subject};

/// The longest part of an answer, in base64url.
const LONGEST: usize = 16 * 1024;

/// What the browser sends when the device has signed; each part in base64url.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signed<'a> {
    pub credential: &'a str,
    pub client_data: &'a str,
    pub authenticator_data: &'a str,
    pub signature: &'a str,
    pub user_handle: &'a str,
}

pub(super) struct Assertion {
    pub credential: Vec<u8>,
    pub client: ClientData,
    pub user_handle: Vec<u8>,
    authenticator_data: Vec<u8>,
    signature: Vec<u8>,
}

pub(super) fn refused() -> Error {
    Error::invalid(
        "passkey",
        "This passkey does not fit, or it took too long. Try again, or use another way.",
    )
}

pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    if text.len() > LONGEST {
        return None;
    }
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()
}

impl Assertion {
    /// None if it is no answer at all.
    pub fn read(signed: &Signed<'_>) -> Option<Self> {
        Some(Self {
            credential: decode(signed.credential)?,
            client: ClientData::read(&decode(signed.client_data)?)?,
            user_handle: decode(signed.user_handle)?,
            authenticator_data: decode(signed.authenticator_data)?,
            signature: decode(signed.signature)?,
        })
    }
}

/// Asks somebody who is known to show one of the passkeys that are his or hers.
pub(super) async fn ask(house: &House, who: &SignedIn, purpose: Purpose) -> Result<Asked> {
    let org = who.actor.org();
    let credentials = store::credentials(&mut house.read().await?.0, org, who.user).await?;
    if credentials.is_empty() {
        return Err(Error::NotFound);
    }
    let mut change = house.change_unasked().await?;
    let bound_to = challenges::bound_to(Some(who));
    let address = &who.actor.request().address;
    let challenge = challenges::ask(&mut change, org, purpose, &bound_to, address).await?;
    change.commit_housekeeping().await?;
    Ok(Asked { challenge, credentials })
}

/// The answer of somebody who is known: counted and spent before it is looked at, by a passkey of that person alone.
pub(super) async fn of_the_person(
    house: &House,
    who: &SignedIn,
    purpose: Purpose,
    subject: &Subject<'_>,
    party: &RelyingParty,
    signed: &Signed<'_>,
) -> Result<Used> {
    let org = who.actor.org();
    let bound_to = challenges::bound_to(Some(who));
    let assertion = spent(house, org, purpose, &bound_to, subject, signed).await?;
    let kept = by_credential(&mut house.read().await?.0, org, &assertion.credential).await?;
    // If the user was identified before, verify that it is the owner of the credential; a user handle, if there is one,
    // says the same.
    let handle = &assertion.user_handle;
    let kept = kept
        .filter(|kept| kept.user == who.user && (handle.is_empty() || handle == who.user.uuid().as_bytes()));
    used(house, org, party, kept, &assertion).await
}

/// Counts the answer, spends its question, and takes it apart.
pub(super) async fn spent(
    house: &House,
    org: OrgId,
    purpose: Purpose,
    bound_to: &str,
    subject: &Subject<'_>,
    signed: &Signed<'_>,
) -> Result<Assertion> {
    let assertion = Assertion::read(signed);
    let challenge = assertion.as_ref().map_or("", |assertion| assertion.client.challenge());
    let mut counting = house.change_unasked().await?;
    throttle::count(&mut counting, org, subject).await?;
    let was_asked = challenges::spend(&mut counting, org, purpose, bound_to, challenge).await?;
    counting.commit_housekeeping().await?;
    assertion.filter(|_| was_asked).ok_or_else(refused)
}

/// Verifies the answer. A counter that went back is told to the person: there may be a copy of the key.
pub(super) async fn used(
    house: &House,
    org: OrgId,
    party: &RelyingParty,
    kept: Option<Kept>,
    assertion: &Assertion,
) -> Result<Used> {
    let Some(kept) = kept else { return Err(refused()) };
    let known = Known { key: &kept.key, count: kept.count, backup_eligible: kept.backup_eligible };
    let Assertion { client, authenticator_data, signature, .. } = assertion;
    match answered(party, client, &known, authenticator_data, signature) {
        Ok(answered) => Ok(Used { kept, answered }),
        Err(wrong) => {
            tracing::info!(?wrong, passkey = %kept.id, "a passkey was refused");
            if wrong == Wrong::Counter {
                doubt(house, org, &kept).await?;
            }
            Err(refused())
        }
    }
}

async fn doubt(house: &House, org: OrgId, kept: &Kept) -> Result<()> {
    let mut change = house.change_unasked().await?;
    let what = format!(
        "The passkey “{}” was refused: its counter went back, so there may be a copy of it. Remove it and make another \
         one.",
        kept.name
    );
    tell(&mut change, org, kept.user, &kept.email, &what).await?;
    let event = Event::of(Action::PasskeyDoubted).about(kept.user.any(), kept.person.as_str()).changed(
        "passkey",
        "",
        kept.name.as_str(),
    );
    change.record(&Actor::system(org, "passkeys"), event).await?.commit().await
}
