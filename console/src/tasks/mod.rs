//! The tasks of all accounts: those that clients gave to the operators, and all others.

pub mod list;
pub mod show;
pub mod write;

pub const PATH: &str = "/console/tasks";
