//! Secure accounts as operators meet them: what is closed, who asked to be let in, and the answer of a second operator.

pub mod answer;
pub mod requests;
pub mod routes;
pub mod show;

pub const PATH: &str = "/console/secure";
