//! Second factors: the codes of an authenticator app, and recovery codes for when it is lost.

mod enter;
mod own;
mod recovery;
mod remove;
mod set_up;
mod store;
mod tell;
mod totp;

pub use enter::enter;
pub use own::{Own, new_codes, own, turn_off};
pub use remove::{of_member, of_operator, remove_of_member, remove_of_operator};
pub use set_up::{Pending, begin, confirm, pending};
pub(crate) use store::forget;

/// A new token for the session, and the recovery codes, which are shown this once.
pub struct WithCodes {
    pub token: kernel::Token,
    pub codes: Vec<String>,
}
