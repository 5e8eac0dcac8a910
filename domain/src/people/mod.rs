//! The people of the accounts: contacts, users who may sign in, and what they decide about themselves.

pub mod contacts;
pub mod invitations;
pub mod profile;
pub mod users;
