//! What a browser and an authenticator say, judged by the rules of `WebAuthn` Level 3 (§7.1, §7.2): bytes in, yes or no
//! out, and nothing else is touched.

mod answer;
mod attestation;
mod authenticator_data;
mod client_data;
mod key;
mod party;
mod register;

pub(super) use answer::{Answered, Known, answered};
pub(super) use client_data::ClientData;
pub use key::ALGORITHMS;
pub use party::RelyingParty;
pub(super) use register::registered;

/// The rule that was broken. It goes into the log; whoever tries hears the same words for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// `type` is of the other ceremony.
    Type,
    /// Signed on a page of another origin.
    Origin,
    /// Signed within a frame of another page.
    CrossOrigin,
    /// What the authenticator wrote cannot be read.
    Unreadable,
    /// Made for another relying party.
    RelyingParty,
    /// Nobody touched the authenticator.
    UserPresence,
    /// The authenticator did not make sure who touched it.
    UserVerification,
    /// Backed up without being able to be, or no longer as it was when it was made.
    Backup,
    /// A kind of key that was not asked for.
    Algorithm,
    /// The statement about the authenticator is none that was asked for, or it is false.
    Attestation,
    /// The name of the key is longer than there may be.
    CredentialId,
    /// Not signed by this key, or not this.
    Signature,
    /// The counter did not grow: there may be a copy of the key.
    Counter,
}
