//! Verifying an assertion (§7.2), from the step at which the client data is read. Whose key it is, and that the
//! challenge was ours, is seen before.

use super::authenticator_data::AuthenticatorData;
use super::client_data::{Ceremony, ClientData};
use super::key::PublicKey;
use super::{RelyingParty, Wrong};

/// What is kept of the key that is said to have signed.
pub struct Known<'a> {
    /// In COSE's form.
    pub key: &'a [u8],
    pub count: i64,
    pub backup_eligible: bool,
}

/// What is different in the credential record from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    pub count: i64,
    pub backed_up: bool,
}

pub fn answered(
    party: &RelyingParty,
    client: &ClientData,
    known: &Known<'_>,
    authenticator_data: &[u8],
    signature: &[u8],
) -> Result<Answered, Wrong> {
    client.check(Ceremony::Get, party)?;
    let data = AuthenticatorData::read(authenticator_data).ok_or(Wrong::Unreadable)?;
    data.check(party)?;
    // Compare the BE bit with the one that was there when the key was made: it never changes.
    if data.is_backup_eligible() != known.backup_eligible {
        return Err(Wrong::Backup);
    }
    // Using the public key, verify that sig is a valid signature over authData and the hash of the client data.
    let key = PublicKey::read(known.key).ok_or(Wrong::Algorithm)?;
    let message = [authenticator_data, &client.hash].concat();
    if !key.signed(&message, signature) {
        return Err(Wrong::Signature);
    }
    // If either counter is not zero, the new one must be greater: otherwise there may be a copy of the key.
    let count = i64::from(data.count);
    if (count != 0 || known.count != 0) && count <= known.count {
        return Err(Wrong::Counter);
    }
    Ok(Answered { count, backed_up: data.is_backed_up() })
}
