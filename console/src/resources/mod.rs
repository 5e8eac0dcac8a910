//! What operators need to know about the accounts, and what each of them has read of it.

pub mod list;
pub mod part;
pub mod read;
pub mod routes;
pub mod show;
pub mod write;

pub const PATH: &str = "/console/resources";
