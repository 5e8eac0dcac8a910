//! Who may do what, and how far it reaches.

mod actor;
mod fence;
mod granted;
mod grants;
mod permissions;
mod reach;
pub mod roles;
mod sql;

pub(crate) use actor::Identity;
pub use actor::{Actor, Kind, Mode, Person, Place, Request, Via};
pub use fence::Owner;
pub use granted::Granted;
pub use grants::Grants;
pub use permissions::*;
pub use reach::Reach;
pub(crate) use sql::{Fenced, Order, Select};
