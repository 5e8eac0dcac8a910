//! The people of the accounts: contacts, and users who may sign in.

pub mod contacts;
pub mod invitations;
pub mod users;
