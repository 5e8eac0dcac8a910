//! Changes of resources that wait for an operator or for their time, and what came of those before them.

pub mod decide;
pub mod edit;
pub mod list;
pub mod show;

pub const PATH: &str = "/console/resources/proposals";
