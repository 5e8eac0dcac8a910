//! Clients: the people of all client accounts who may sign in, by their addresses.

pub mod create;
pub mod list;

const PATH: &str = "/console/clients";
