//! What the authenticator says about itself and the key: bytes in a fixed order (§6.1).

use minicbor::Decoder;
use sha2::{Digest, Sha256};

use super::{RelyingParty, Wrong};

const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 1 << 2;
const BACKUP_ELIGIBLE: u8 = 1 << 3;
const BACKED_UP: u8 = 1 << 4;
const ATTESTED: u8 = 1 << 6;
const EXTENSIONS: u8 = 1 << 7;

pub(super) struct AuthenticatorData<'a> {
    party_hash: &'a [u8],
    flags: u8,
    pub count: u32,
    pub credential: Option<NewCredential<'a>>,
}

/// A key that was just made.
pub(super) struct NewCredential<'a> {
    pub id: &'a [u8],
    /// In COSE's form.
    pub key: &'a [u8],
}

impl<'a> AuthenticatorData<'a> {
    /// None if it is too short, too long or broken.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        let (party_hash, rest) = bytes.split_at_checked(32)?;
        let (&flags, rest) = rest.split_first()?;
        let (count, mut rest) = rest.split_first_chunk::<4>()?;
        let mut credential = None;
        if flags & ATTESTED != 0 {
            let (_model, after) = rest.split_at_checked(16)?;
            let (length, after) = after.split_first_chunk::<2>()?;
            let (id, after) = after.split_at_checked(u16::from_be_bytes(*length).into())?;
            let (key, after) = after.split_at_checked(first_item(after)?)?;
            credential = Some(NewCredential { id, key });
            rest = after;
        }
        if flags & EXTENSIONS != 0 {
            (_, rest) = rest.split_at_checked(first_item(rest)?)?;
        }
        let count = u32::from_be_bytes(*count);
        rest.is_empty().then_some(Self { party_hash, flags, count, credential })
    }

    pub const fn is_backup_eligible(&self) -> bool {
        self.flags & BACKUP_ELIGIBLE != 0
    }

    pub const fn is_backed_up(&self) -> bool {
        self.flags & BACKED_UP != 0
    }

    /// The rules of §7.1 and §7.2 that are the same for a new key and for one that signs.
    pub fn check(&self, party: &RelyingParty) -> Result<(), Wrong> {
        // Verify that the rpIdHash is the SHA-256 hash of the RP ID expected by the Relying Party.
        let hash: [u8; 32] = Sha256::digest(&party.id).into();
        if self.party_hash != hash {
            return Err(Wrong::RelyingParty);
        }
        // Verify that the UP bit of the flags is set.
        if self.flags & USER_PRESENT == 0 {
            return Err(Wrong::UserPresence);
        }
        // User verification was required: verify that the UV bit of the flags is set.
        if self.flags & USER_VERIFIED == 0 {
            return Err(Wrong::UserVerification);
        }
        // If the BE bit is not set, verify that the BS bit is not set.
        if self.is_backed_up() && !self.is_backup_eligible() {
            return Err(Wrong::Backup);
        }
        Ok(())
    }
}

/// How many bytes the first item of CBOR has.
fn first_item(bytes: &[u8]) -> Option<usize> {
    let mut decoder = Decoder::new(bytes);
    decoder.skip().ok()?;
    Some(decoder.position())
}
