//! How people and programs prove who they are, and for how long that holds.

mod change_password;
pub mod devices;
pub mod factors;
mod gate;
pub mod keys;
pub mod login;
pub mod login_as;
mod new_password;
mod password_hashing;
mod password_policy;
pub(crate) mod passwords;
mod proof;
pub mod reset;
mod resolve;
pub mod secure_link;
mod seen;
pub(crate) mod sessions;
mod set_password;
mod steps;
pub(crate) mod throttle;
pub mod verification;

pub use change_password::change_password;
pub(crate) use gate::OperatorState;
pub use gate::{Refusal, States, admit};
pub use login::sign_in;
pub use new_password::choose_new_password;
pub use password_hashing::{Cost, Passwords};
pub use password_policy::PasswordPolicy;
pub use passwords::{generate as generate_password, generate_for as generate_password_for};
pub use proof::{Proved, prove};
pub use resolve::{LoginAs, SignedIn, peek, resolve};
pub use seen::{Seen, flush_seen};
pub use sessions::{SessionRow, end_others, end_own, own, sign_out, sweep};
pub use set_password::set_password;
pub use steps::{Facts, Step, first_open};
