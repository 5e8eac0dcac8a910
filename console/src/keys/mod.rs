//! API keys: programs' ways in.

pub mod create;
pub mod list;
pub mod revoke;

const PATH: &str = "/console/keys";
