//! What was done: of the whole organization, and of one account or one person.

pub mod list;
pub mod timeline;
