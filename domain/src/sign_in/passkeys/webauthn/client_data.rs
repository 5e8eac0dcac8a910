//! What the browser says about the page that asked: JSON, which the authenticator signs the hash of.

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{RelyingParty, Wrong};

/// The most that a browser writes; an origin and a challenge are far shorter.
const LONGEST: usize = 4096;

/// What a browser was asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ceremony {
    Create,
    Get,
}

/// `CollectedClientData` (§5.8.1). Browsers may add to it, so what is not known here is left alone.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    r#type: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    top_origin: Option<String>,
}

pub struct ClientData {
    written: Written,
    pub hash: [u8; 32],
}

impl ClientData {
    /// None if it is no such JSON.
    pub fn read(json: &[u8]) -> Option<Self> {
        if json.len() > LONGEST {
            return None;
        }
        let written = serde_json::from_slice(json).ok()?;
        Some(Self { written, hash: Sha256::digest(json).into() })
    }

    /// In base64url, as it was sent.
    pub fn challenge(&self) -> &str {
        &self.written.challenge
    }

    /// The rules of §7.1 and §7.2 about client data, but for the challenge: that one is looked for in the database.
    pub fn check(&self, ceremony: Ceremony, party: &RelyingParty) -> Result<(), Wrong> {
        // Verify that the value of C.type is the string webauthn.create, or webauthn.get.
        let wanted = match ceremony {
            Ceremony::Create => "webauthn.create",
            Ceremony::Get => "webauthn.get",
        };
        if self.written.r#type != wanted {
            return Err(Wrong::Type);
        }
        // Verify that the value of C.origin is an origin expected by the Relying Party.
        if self.written.origin != party.origin {
            return Err(Wrong::Origin);
        }
        // If C.crossOrigin is true, or C.topOrigin is there, verify that the page is expected to be in a frame: it never
        // is (`frame-ancestors 'none'`).
        if self.written.cross_origin || self.written.top_origin.is_some() {
            return Err(Wrong::CrossOrigin);
        }
        Ok(())
    }
}
