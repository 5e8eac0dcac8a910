//! The messages of all accounts, and writing one.

pub mod delivery;
pub mod form;
pub mod list;
pub mod mark;
pub mod show;
pub mod write;

use domain::records::{Cell, Record};

/// Whether nobody of the client has read it yet.
pub fn is_new(message: &Record) -> bool {
    matches!(message.cell("state"), Cell::Choice(state) if state.value == "new")
}

pub fn page_of(id: kernel::MessageId) -> String {
    format!("/console/messages/{id}")
}
