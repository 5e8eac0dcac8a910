//! Recordings at every door: the player of a call's page, and the sound itself, from wherever one wants to begin.

mod player;
mod range;
mod serve;
mod transcript;

pub use player::{Player, player};
pub use serve::{Taken, sound};
pub use transcript::transcript;

use axum::http::{HeaderMap, Method};
use kernel::CallId;

use crate::{Answer, Id, Visitor};

/// The sound for the player.
pub async fn listen(visitor: Visitor, Id(id): Id<CallId>, method: Method, headers: HeaderMap) -> Answer {
    Ok(sound(visitor.house(), &visitor.who.actor, id, (&method, &headers), Taken::Heard).await?)
}

/// The same as a file to keep.
pub async fn download(visitor: Visitor, Id(id): Id<CallId>, method: Method, headers: HeaderMap) -> Answer {
    Ok(sound(visitor.house(), &visitor.who.actor, id, (&method, &headers), Taken::Along).await?)
}
