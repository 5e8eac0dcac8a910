//! Registering a new credential (§7.1), from the step at which the client data is read. That the challenge was ours
//! is seen before, and that the key is new when it is kept.

use super::attestation::Attestation;
use super::authenticator_data::AuthenticatorData;
use super::client_data::{Ceremony, ClientData};
use super::key::PublicKey;
use super::{RelyingParty, Wrong};

/// A longer name of a key is none (§7.1).
const LONGEST_ID: usize = 1023;

/// The credential record (§4), as far as it is kept.
#[derive(Debug)]
pub struct Registered {
    pub id: Vec<u8>,
    /// In COSE's form.
    pub key: Vec<u8>,
    pub count: i64,
    pub backup_eligible: bool,
    pub backed_up: bool,
}

pub fn registered(
    party: &RelyingParty,
    client: &ClientData,
    attestation_object: &[u8],
) -> Result<Registered, Wrong> {
    client.check(Ceremony::Create, party)?;
    // Perform CBOR decoding on the attestationObject.
    let attestation = Attestation::read(attestation_object).ok_or(Wrong::Unreadable)?;
    let data = AuthenticatorData::read(attestation.data).ok_or(Wrong::Unreadable)?;
    data.check(party)?;
    let new = data.credential.as_ref().ok_or(Wrong::Unreadable)?;
    // Verify that the "alg" parameter of the public key is one that was asked for.
    let key = PublicKey::read(new.key).ok_or(Wrong::Algorithm)?;
    // Verify that attStmt is a correct statement, conveying a valid attestation signature.
    attestation.check(&key, &client.hash)?;
    // Verify that the credentialId is at most 1023 bytes.
    if new.id.is_empty() || new.id.len() > LONGEST_ID {
        return Err(Wrong::CredentialId);
    }
    Ok(Registered {
        id: new.id.to_vec(),
        key: new.key.to_vec(),
        count: data.count.into(),
        backup_eligible: data.is_backup_eligible(),
        backed_up: data.is_backed_up(),
    })
}
