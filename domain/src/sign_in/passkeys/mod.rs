//! Passkeys: a key on a person's device signs a question of ours, in place of password and second factor, as the second
//! factor after a password, or in place of the password once more.

mod add;
mod assertion;
mod challenges;
mod enter;
mod own;
mod prove;
mod sign_in;
mod store;
mod webauthn;

use data_encoding::BASE64URL_NOPAD;

pub use add::{Added, MOST, Made, add, ask_to_add};
pub use assertion::Signed;
pub(super) use challenges::sweep;
pub use enter::{ask_as_factor, enter};
pub use own::{Passkey, find, own, remove, rename};
pub use prove::{ask_as_proof, prove};
pub use sign_in::{ask_to_sign_in, sign_in};
pub(super) use store::{Used, count, forget, note_use};
pub use webauthn::{ALGORITHMS, RelyingParty};

/// What a browser is asked: a question to be signed, and which passkeys it is about. All of it is base64url.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub challenge: String,
    /// The person's own: the only ones that may answer, or those that need not be made again.
    pub credentials: Vec<String>,
}

/// What a person is called by a device, in base64url: it says nothing about the person.
pub fn user_handle(user: kernel::UserId) -> String {
    BASE64URL_NOPAD.encode(user.uuid().as_bytes())
}
