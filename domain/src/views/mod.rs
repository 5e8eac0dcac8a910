//! Views: a list as somebody left it, with its search, filters, order and columns, under a name to come back to.
//!
//! A view is the person's own; an operator may share one with the team. It keeps the address of a list and never a
//! record: whoever opens it sees what is within reach.

mod keep;
mod list;

pub(crate) use keep::forget;
pub use keep::{NewView, delete, edit, keep, save};
pub use list::{View, find, of_list};
