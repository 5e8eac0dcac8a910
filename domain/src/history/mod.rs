//! Everything that happened: who did what, for whom, when and through what.

mod actions;
mod append;
mod event;
mod list;
mod support;
mod verify;

pub use actions::Action;
pub(crate) use append::{append, start};
pub use event::{Event, FieldChange};
pub use list::{Entry, HISTORY, about, deeds, list, of_oneself};
pub use support::{Deed, Visit, support};
pub use verify::{Chain, verify};
