//! How people and programs prove who they are, and for how long that holds.

mod gate;
pub mod keys;
pub mod login;
pub mod login_as;
mod password_hashing;
pub(crate) mod passwords;
mod resolve;
pub mod secure_link;
mod seen;
pub(crate) mod sessions;
mod throttle;

pub(crate) use gate::OperatorState;
pub use gate::{Refusal, States, admit};
pub use login::sign_in;
pub use password_hashing::{Cost, Passwords};
pub use passwords::generate as generate_password;
pub use resolve::{LoginAs, SignedIn, peek, resolve};
pub use seen::{Seen, flush_seen};
pub use sessions::{SessionRow, end_others, end_own, own, sign_out, sweep};
