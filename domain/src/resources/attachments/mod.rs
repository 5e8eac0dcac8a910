//! Files that belong to a resource: price lists, forms, floor plans, each checked for what it really is.

mod add;
mod check;
mod content;
mod find;
mod give;
mod kind;
mod name;
mod package;
mod remove;
mod sweep;

pub use add::{Incoming, LARGEST, MOST_OF_ACCOUNT, MOST_OF_RESOURCE, begin, too_large};
pub use check::{Lost, check};
pub(crate) use find::resource_of;
pub use find::{Attachment, find, of_resources};
pub use give::{Given, give};
pub use kind::FileKind;
pub(super) use remove::forget;
pub use remove::remove;
pub(crate) use remove::remove_files;
pub use sweep::sweep;

use kernel::Result;

use crate::files::Shelf;
use crate::house::House;

pub(crate) fn shelf(house: &House) -> Result<Shelf> {
    house.files.beside("attachments")
}
