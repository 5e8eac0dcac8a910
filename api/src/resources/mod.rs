//! Resources: what operators need to know about an account, with every version.

mod add;
pub mod attachments;
mod delete;
mod edit;
mod read;
mod reading;
mod versions;

pub use add::{AddedResource, NewResource, add};
pub use delete::delete;
pub use edit::{ResourceChanges, edit};
pub use read::{list, show};
pub use reading::{Reading, say_read};
pub use versions::{Versions, versions};
