//! Contacts: the persons of an account, with or without a login.

mod delete;
mod details;
mod doubles;
mod edit;
mod groups;
pub mod import;
mod list;
mod merge;
mod store;
pub mod vcard;
pub mod verify;
mod ways;

pub use delete::delete;
pub use details::{ContactDetails, LONGEST_HOURS, LONGEST_NOTE};
pub use doubles::{Double, MOST_DOUBLES, doubles};
pub use edit::{add, edit};
pub use groups::{LONGEST_GROUP, MOST_GROUPS, groups, parse_groups};
pub use list::{CONTACTS, Contact, find, list, of_account};
pub(crate) use list::{find_in, in_account};
pub use merge::merge;
pub use ways::{Label, MOST_WAYS, Way, listed, stored};
