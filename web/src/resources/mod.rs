//! Resources on the pages of clients and of operators: their form, one of them with its versions and files, and what is new.

pub mod attach;
mod attached;
mod changes;
mod form;
pub mod give;
mod proposal;
mod resource;
mod unread;
mod waiting;
mod write_page;

pub use attached::{Attached, attached_to};
pub use changes::Changes;
pub use form::{FIELDS, fields, later, opening, opening_of, read, read_wish};
pub use proposal::{ProposalView, proposal};
pub use resource::{ResourceView, Seen, resource};
pub use unread::{Mark, mark, mark_unread};
pub use waiting::{Waiting, proposals_path, waiting_badge, waiting_words, waits};
pub use write_page::{WritePage, meanwhile};
