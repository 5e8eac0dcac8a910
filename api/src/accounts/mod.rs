//! Client accounts: the businesses that the organization serves.

pub mod activity;
pub mod business_page;
mod create;
mod details;
mod edit;
pub mod hold;
pub mod import;
mod lock;
pub mod many;
pub mod nickname;
pub mod numbers;
pub mod push;
mod read;
pub mod recordings;
pub mod resource_approval;
pub mod run_users;
pub mod secure;
pub mod secure_link;
pub mod sites;
pub mod team;
pub mod template;

pub use create::{CreatedAccount, NewAccount, create};
pub use edit::{AccountChanges, edit};
pub use lock::{lock, unlock};
pub use read::{list, show};
