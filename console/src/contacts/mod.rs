//! Contacts: the persons of an account for whom calls and messages arrive.

pub mod list;
mod many;
mod one;
pub mod routes;
