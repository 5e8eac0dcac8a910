//! Contacts: the persons of an account, with or without a login.

mod add;
mod delete;
mod details;
mod edit;
mod many;
mod read;
mod verify;

pub use add::{AddedContact, NewContact, add};
pub use delete::delete;
pub use edit::{ContactChanges, edit};
pub use many::{
    ContactCard, ContactsFile, Doubles, ImportedContacts, OtherContact, card, doubles, import, merge,
};
pub use read::{list, show};
pub use verify::{ContactCode, VerifiedWays, WayToVerify, confirm_code, send_code, verified, vouch};
