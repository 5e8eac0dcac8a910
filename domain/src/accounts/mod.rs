//! Client accounts: the businesses that the organization serves.

mod activity;
pub mod assignments;
pub mod bulk;
pub mod business_page;
mod create;
mod edit;
mod filters;
mod list;
mod lock;
pub mod lookup;
mod nickname;
pub mod note;
pub mod numbers;
pub mod onboarding;
pub mod plans;
mod recordings;
mod run_users;
pub mod secure;
mod see_support;
mod setup;
pub mod sites;
pub mod tags;
mod team;
pub mod templates;

pub use activity::{Activity, Period, Week, activity};
pub use create::{Created, FirstUser, NewAccount, create};
pub use edit::{AccountDetails, edit, edit_as_of};
pub use list::{ACCOUNTS, Account, count, find, list, named_like, names};
pub(crate) use list::{absent, find_in};
pub use lock::{lock, unlock};
pub use nickname::rename;
pub use recordings::keep_recordings;
pub use run_users::let_run_users;
pub use see_support::let_see_support;
pub use setup::{complete_setup, reopen_setup};
use team::for_the_team;
