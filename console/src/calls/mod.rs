//! The calls of all accounts.

pub mod list;
pub mod show;
pub mod transcript;
