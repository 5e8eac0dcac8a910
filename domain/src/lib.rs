//! The rules of the portal: what an organization, its clients and their people may do and see.
//!
//! Knows no HTTP, no HTML, no mail. Each thing has its folder with its rule, its SQL and its event.
//! Every function that reads or changes an organization's data asks for a [`access::Granted`].

pub mod access;
pub mod accounts;
pub mod announcements;
pub mod backup;
mod change;
pub mod delivery;
pub mod demo;
mod digest;
pub mod files;
pub mod history;
mod house;
pub mod jobs;
pub mod live;
pub mod notices;
pub mod on_call;
mod opening;
pub mod operators;
pub mod organizations;
mod outside;
pub mod people;
pub mod recordings;
pub mod records;
pub mod resources;
pub mod schema;
pub mod sign_in;
pub mod statuses;
pub mod tasks;
pub mod views;
pub mod webhooks;

pub use change::{Change, Recorded};
pub use db::Location;
pub use house::{House, Read};
pub use opening::Opening;
