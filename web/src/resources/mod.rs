//! Resources on the pages of clients and of operators: their form, one of them with its versions, and what is new.

mod changes;
mod form;
mod resource;
mod unread;

pub use form::{FIELDS, fields, opening, read};
pub use resource::{ResourceView, Seen, resource};
pub use unread::{Mark, mark, mark_unread};
