//! Second factors: the codes of an authenticator app, and recovery codes for when it is lost. Passkeys, which are
//! factors too, are beside this.

mod enter;
mod own;
mod recovery;
mod remove;
mod set_up;
mod store;
mod tell;
mod totp;

pub use enter::enter;
pub(super) use own::may_change;
pub use own::{Own, new_codes, own, turn_off};
pub(super) use recovery::renew as new_recovery_codes;
pub use remove::{of_member, of_operator, of_users, remove_of_member, remove_of_operator};
pub(super) use set_up::may_set_up;
pub use set_up::{Pending, begin, confirm, pending};
pub(crate) use store::forget;
pub(super) use store::{any_since, forget_codes_without_factor};
pub(super) use tell::{own_event, tell};

/// A new token for the session, and the recovery codes, which are shown this once. None are made for an app that comes
/// beside a passkey: those from before stay good.
pub struct WithCodes {
    pub token: kernel::Token,
    pub codes: Vec<String>,
}
