//! What the client wants operators to know: instructions, scripts, directions, links, documents (S0-10, S0-42).

pub mod list;
pub mod proposals;
pub mod show;
pub mod write;

const PATH: &str = "/resources";
const PROPOSALS_PATH: &str = "/resources/proposals";
const WITHOUT: &[&str] = &["account"];
