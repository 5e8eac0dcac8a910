//! Portal users: the clients' people who may sign in.

mod access;
mod add;
mod attachment;
mod delete;
mod disabled;
mod edit;
mod invitation;
mod many;
mod password;
mod read;
mod reading;
mod roles;
mod shown;

pub use access::access;
pub use add::{AddedUser, NewUser, add};
pub use attachment::{AttachmentToChoose, attach};
pub use delete::delete;
pub use disabled::{disable, enable};
pub use edit::{UserChanges, edit};
pub use invitation::{Invitation, send as invite, show as invitation, withdraw};
pub use many::{ManyUsers, delete as delete_many, disable as disable_many, enable as enable_many};
pub use password::{PasswordToSet, SetPassword, send_reset, set as set_password};
pub use read::{list, show};
pub use reading::{Reading, ReadingChanges, set as set_reading, show as reading};
pub use shown::{remove_second_factor, vouch, vouch_for_number};
