//! What is too large for the database: recordings and attachments, each kind on a shelf of its own below one folder.

mod copy;
mod lost;
mod reading;
mod shelf;

pub(crate) use copy::{bring_back, put_beside};
pub(crate) use lost::{Found, found};
pub use reading::Reading;
pub(crate) use shelf::{HEAD, Shelf, Writing, put_in_place, unreadable, unwritable};
