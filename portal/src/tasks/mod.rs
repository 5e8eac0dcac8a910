//! The tasks of the client’s account: written, started, ticked off and completed (S0-06, S0-41).

pub mod list;
pub mod show;
pub mod write;

use kernel::{AccountId, Error, Result};
use web::Visitor;

const PATH: &str = "/tasks";
const WITHOUT: &[&str] = &["account"];

fn account(visitor: &Visitor) -> Result<AccountId> {
    Ok(visitor.who.actor.place().ok_or(Error::NotFound)?.account)
}
