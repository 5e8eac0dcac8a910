//! Contacts on a page, for clients and for operators: the form, one of them, and what is done with many (S0-09, S0-43).

mod card;
mod form;
mod import;
mod list;
mod merge;
mod place;
mod show;
mod verify;

pub use card::{card, cards};
pub use form::{add, ask, ask_new, edit};
pub use import::{ask_import, import, look_import};
pub use list::{filter_options, list_page};
pub use merge::{ask_merge, doubles, merge};
pub use place::Place;
pub use show::{Person, ask_delete, delete, person, show};
pub use verify::{ask_verify, confirm_code, send_code, vouch};
