//! API keys: programs' ways in.

mod create;
mod read;

pub use create::{MadeKey, NewApiKey, create, revoke};
pub use read::{ApiKeys, list};
