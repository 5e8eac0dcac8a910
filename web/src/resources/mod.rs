//! Resources on the pages of clients and of operators: their form, one of them with its versions and files, and what is new.

pub mod attach;
mod attached;
mod changes;
mod form;
pub mod give;
mod resource;
mod unread;

pub use attached::{Attached, attached_to};
pub use form::{FIELDS, fields, opening, read};
pub use resource::{ResourceView, Seen, resource};
pub use unread::{Mark, mark, mark_unread};
