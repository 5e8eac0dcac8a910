//! Contacts: the persons of an account, with or without a login.

mod add;
mod delete;
mod details;
mod edit;
mod read;

pub use add::{AddedContact, NewContact, add};
pub use delete::delete;
pub use edit::{ContactChanges, edit};
pub use read::{list, show};
