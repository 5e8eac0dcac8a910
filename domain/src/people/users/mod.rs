//! Portal users: the clients' people who may sign in.

mod add;
mod attach;
mod delete;
mod delete_many;
mod disable;
mod disable_many;
mod edit;
mod join;
mod list;
mod primary;
mod roles;
mod store;
mod verified;
mod words;

pub use add::{Added, Entry, Known, NewMember, Welcomed, add, add_by};
pub(crate) use add::{Prepared, prepare, prepared, welcome};
pub use attach::{Attachment, attach};
pub use delete::delete;
pub(crate) use delete::{delete_with_account, erase};
pub(crate) use delete_many::delete_one_of_many;
pub use delete_many::{Chosen, count, delete_many};
pub(crate) use disable::set_disabled;
pub use disable::{disable, enable};
pub use disable_many::disable_many;
pub(crate) use disable_many::disable_one_of_many;
pub use edit::{MemberDetails, edit};
pub(crate) use join::join;
pub use list::{Elsewhere, Member, USERS, elsewhere, find, list, of_account, these};
pub(crate) use list::{OWNER, among, find_in, reaches_person};
pub use primary::primary_admin;
pub(crate) use primary::{addressed, find as primary_in, refuse_primary_admin};
pub use roles::roles;
pub(crate) use roles::{refuse_more_powerful, refuse_more_powerful_elsewhere, refuse_shared};
pub use store::email_in_use;
pub(crate) use store::{
    NewUser, account_renamed, by_email, email_is_free, insert, linked_to, move_contact, note_entry,
    note_sign_in, rename, set_invitation, set_landing, unlink_contact,
};
pub(crate) use verified::{mark_verified, set_phone};
pub use verified::{vouch, vouch_for_number};
pub(crate) use words::fill as fill_words;
