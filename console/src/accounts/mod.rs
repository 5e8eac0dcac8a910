//! Client accounts, as operators run them.

pub mod account;
pub mod activity;
pub mod approve_resources;
pub mod assignments;
pub mod bulk;
pub mod business_page;
pub mod closed;
pub mod create;
pub mod edit;
pub mod filter;
mod filters;
mod form;
pub mod from_template;
pub mod history;
pub mod hold;
pub mod latest;
pub mod list;
pub mod lock;
pub mod login_as;
pub mod nickname;
pub mod note;
pub mod numbers;
pub mod onboarding;
pub mod people;
pub mod plan;
pub mod recordings;
pub mod run_users;
pub mod secure_link;
pub mod see_support;
pub mod send_links;
pub mod setup;
pub mod show;
pub mod sites;
pub mod subscription;
pub mod tabs;
pub mod tags;
mod team;
pub mod template;
mod welcome;

pub use welcome::{first_name, letter, login_url};

/// Accounts, portal users or contacts that a choice offers, and rows that an account's page shows of its people.
pub const MOST: usize = 500;

pub fn page_of(id: kernel::AccountId) -> String {
    format!("/console/accounts/{id}")
}
