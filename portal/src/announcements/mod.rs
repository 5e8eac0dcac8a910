//! What the account tells its own contacts: written, looked at, sent or called off (S3-48, S3-49).

pub mod cancel;
pub mod list;
pub mod show;
pub mod write;

use kernel::{AccountId, Error, Result};
use web::Visitor;

const PATH: &str = "/announcements";
const WITHOUT: &[&str] = &["account"];

fn account(visitor: &Visitor) -> Result<AccountId> {
    Ok(visitor.who.actor.place().ok_or(Error::NotFound)?.account)
}
