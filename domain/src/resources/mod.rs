//! Resources: what operators need to know about an account, written by the client or by them (S0-10, S0-42).

pub mod attachments;
mod collection;
mod create;
mod delete;
mod details;
mod edit;
mod find;
pub mod proposals;
mod read;
mod versions;

use kernel::{ResourceId, Result};

use crate::access::{Granted, ResourcesView};
use crate::house::Read;
use crate::records::{Page, Query, Record};

pub use collection::{CATEGORIES, RESOURCES};
pub use create::create;
pub use delete::delete;
pub use details::{LONGEST_TEXT, LONGEST_TITLE, ResourceDetails};
pub use edit::edit;
pub use find::{Resource, of_account};
pub use proposals::PROPOSALS;
pub(crate) use read::forget;
pub use read::{say_read, unread, unread_among};
pub use versions::{Version, versions};

pub async fn list(read: &mut Read, granted: &Granted<ResourcesView>, query: &Query) -> Result<Page> {
    crate::records::list(read, granted, query).await
}

pub async fn find(read: &mut Read, granted: &Granted<ResourcesView>, id: ResourceId) -> Result<Record> {
    crate::records::find(read, granted, &RESOURCES, id.any()).await
}
