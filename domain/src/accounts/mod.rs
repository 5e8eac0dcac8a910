//! Client accounts: the businesses that the organization serves.

mod create;
mod edit;
mod list;
mod lock;
pub mod numbers;
mod run_users;

pub use create::{Created, FirstUser, NewAccount, create};
pub use edit::{AccountDetails, edit};
pub(crate) use list::find_in;
pub use list::{ACCOUNTS, Account, find, list, named_like, names};
pub use lock::{lock, unlock};
pub use run_users::let_run_users;
