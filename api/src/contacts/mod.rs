//! Contacts: the persons of an account, with or without a login.

mod add;
mod delete;
mod details;
mod edit;
mod many;
mod read;

pub use add::{AddedContact, NewContact, add};
pub use delete::delete;
pub use edit::{ContactChanges, edit};
pub use many::{
    ContactCard, ContactsFile, Doubles, ImportedContacts, OtherContact, card, doubles, import, merge,
};
pub use read::{list, show};
