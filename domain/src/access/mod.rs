//! Who may do what, and how far it reaches.

mod actor;
mod clearance;
pub mod explain;
mod fence;
mod glance;
mod granted;
mod grants;
mod offered;
mod permissions;
mod reach;
pub mod roles;
mod signature;
mod sql;
mod standing;
mod things;
mod verification;
mod withheld;

pub(crate) use actor::Identity;
pub use actor::{Actor, Kind, Mode, Person, Place, Request, Via};
pub use clearance::SHUT;
pub(crate) use clearance::{Clearance, is_secure};
pub use fence::Owner;
pub use glance::{Glance, glance};
pub use granted::{AnyGranted, Granted};
pub use grants::Grants;
pub use offered::offered;
pub use permissions::*;
pub use reach::Reach;
pub(crate) use sql::{Fenced, Order, Select, is_among};
pub(crate) use standing::standing;
pub use things::thing;
pub use verification::Verification;
pub(crate) use withheld::Left;
