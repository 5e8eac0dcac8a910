//! The operators' door: the client accounts, their people, their calls and messages, and what was done to them.
//!
//! `routes.rs` is the whole door on one page. Each folder is a thing, each file in it one ability.

mod access;
mod accounts;
mod board;
mod calls;
mod clients;
mod contacts;
mod find;
mod form_page;
mod history;
mod imports;
mod jobs;
mod keys;
mod list_page;
mod messages;
mod on_call;
mod onboarding;
mod once_page;
mod operators;
mod plans;
mod portal_access;
mod pushes;
mod recordings;
mod resources;
mod roles;
mod routes;
mod secure;
mod settings;
mod statuses;
mod tasks;
mod telling;
mod users;
mod whose;
mod work;

pub use routes::routes;
