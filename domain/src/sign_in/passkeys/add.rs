//! Making a passkey: the person alone, who gave the password a moment ago. The first factor of somebody comes with
//! recovery codes.

use db::params;
use kernel::{Error, Name, PasskeyId, Purpose, Result, Token};

use super::assertion::decode;
use super::webauthn::{ClientData, RelyingParty, registered};
use super::{Asked, challenges, count, store};
use crate::history::Action;
use crate::house::House;
use crate::sign_in::factors::{any_since, may_set_up, new_recovery_codes, own_event, tell};
use crate::sign_in::{SignedIn, sessions};

/// How many passkeys somebody may have.
pub const MOST: i64 = 20;

/// What the browser sends when the device has made a key; both parts in base64url.
#[derive(Clone, Copy, Debug, Default)]
pub struct Made<'a> {
    pub client_data: &'a str,
    pub attestation: &'a str,
}

/// A new token for the session, and recovery codes if there was no factor before; they are shown this once.
pub struct Added {
    pub token: Token,
    pub codes: Vec<String>,
}

fn not_added() -> Error {
    Error::invalid("passkey", "This passkey could not be added, or it took too long. Try again.")
}

fn enough() -> Error {
    Error::conflict(format!("You have {MOST} passkeys. Remove one that you do not use."))
}

pub async fn ask_to_add(house: &House, who: &SignedIn) -> Result<Asked> {
    may_set_up(who)?;
    let org = who.actor.org();
    let credentials = store::credentials(&mut house.read().await?.0, org, who.user).await?;
    if i64::try_from(credentials.len()).is_ok_and(|have| have >= MOST) {
        return Err(enough());
    }
    let mut change = house.change_unasked().await?;
    let bound_to = challenges::bound_to(Some(who));
    let address = &who.actor.request().address;
    let challenge = challenges::ask(&mut change, org, Purpose::PasskeyNew, &bound_to, address).await?;
    change.commit_housekeeping().await?;
    Ok(Asked { challenge, credentials })
}

/// From now on it opens the portal, and something is asked for after the password. Every other session ends.
pub async fn add(
    house: &House,
    who: &SignedIn,
    party: &RelyingParty,
    name: &Name,
    made: &Made<'_>,
) -> Result<Added> {
    may_set_up(who)?;
    let (org, user) = (who.actor.org(), who.user);
    let client = decode(made.client_data).and_then(|json| ClientData::read(&json)).ok_or_else(not_added)?;
    let bound_to = challenges::bound_to(Some(who));
    let mut spending = house.change_unasked().await?;
    let was_asked =
        challenges::spend(&mut spending, org, Purpose::PasskeyNew, &bound_to, client.challenge()).await?;
    spending.commit_housekeeping().await?;
    let attestation = decode(made.attestation).filter(|_| was_asked).ok_or_else(not_added)?;
    let new = registered(party, &client, &attestation).map_err(|wrong| {
        tracing::info!(?wrong, "a passkey was not added");
        not_added()
    })?;

    let mut change = house.change_unasked().await?;
    if count(&mut change.tx, org, user).await? >= MOST {
        return Err(enough());
    }
    let is_first = any_since(&mut change.tx, org, user).await?.is_none();
    let id = PasskeyId::new(change.at, &change.dice);
    // Verify that the credentialId is not yet registered for any user.
    let kept = change
        .tx
        .execute(
            "INSERT INTO passkeys (org_id, user_id, id, credential_id, name, public_key, sign_count, backup_eligible,
                                   backed_up, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (org_id, credential_id) DO NOTHING",
            params![
                org,
                user,
                id,
                new.id.as_slice(),
                name,
                new.key.as_slice(),
                new.count,
                new.backup_eligible,
                new.backed_up,
                change.at
            ],
        )
        .await?;
    if kept == 0 {
        return Err(not_added());
    }
    let codes = if is_first { new_recovery_codes(&mut change, org, user).await? } else { Vec::new() };
    sessions::end_all_but(&mut change, org, user, who.session).await?;
    sessions::note_factor(&mut change, org, who.session).await?;
    let token = sessions::renew(&mut change, org, who.session).await?;
    tell(&mut change, org, user, &who.email, &format!("A passkey was added: “{name}”.")).await?;
    let event = own_event(who, Action::PasskeyAdded).changed("passkey", "", name.as_str());
    change.record(&who.actor, event).await?.commit().await?;
    Ok(Added { token, codes })
}
