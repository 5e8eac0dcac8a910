//! Portal users: the clients' people who may sign in.

mod add;
mod delete;
mod disable;
mod edit;
mod list;
mod primary;
mod store;

pub(crate) use add::insert_member;
pub use add::{Added, NewMember, add};
pub use delete::delete;
pub use disable::{disable, enable};
pub use edit::{MemberDetails, edit};
pub(crate) use list::find_in;
pub use list::{Member, USERS, find, list, of_account};
pub use primary::primary_admin;
pub(crate) use primary::{find as primary_in, refuse_primary_admin};
pub(crate) use store::{NewUser, by_email, insert, unlink_contact};
