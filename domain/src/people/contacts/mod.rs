//! Contacts: the persons of an account, with or without a login.

mod delete;
mod edit;
mod list;

pub use delete::delete;
pub use edit::{ContactDetails, add, edit};
pub use list::{CONTACTS, Contact, find, list, of_account};
pub(crate) use list::{find_in, in_account};
