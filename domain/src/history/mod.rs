//! Everything that happened: who did what, for whom, when and through what.

mod actions;
mod append;
mod event;
mod list;
pub mod retention;
mod support;
mod verify;

pub use actions::Action;
pub(crate) use append::{append, start};
pub use event::{Event, FieldChange};
pub(crate) use list::touches;
pub use list::{Entry, HISTORY, about, deeds, list, of_oneself};
pub use support::{Deed, Visit, support};
pub use verify::{Chain, verify};

/// Under this name the line that tells of a removal has the digest of what was removed.
const PROOF: &str = "proof";
