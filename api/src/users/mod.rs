//! Portal users: the clients' people who may sign in.

mod access;
mod add;
mod delete;
mod delete_many;
mod disabled;
mod edit;
mod invitation;
mod password;
mod read;
mod roles;

pub use access::{Access, access};
pub use add::{AddedUser, NewUser, add};
pub use delete::delete;
pub use delete_many::{Deletion, delete_many};
pub use disabled::{disable, enable};
pub use edit::{UserChanges, edit};
pub use invitation::{Invitation, send as invite, show as invitation, withdraw};
pub use password::{PasswordToSet, SetPassword, send_reset, set as set_password};
pub use read::{list, show};
