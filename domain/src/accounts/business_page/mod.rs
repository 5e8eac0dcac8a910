//! The public page of a client's business at `/b/<nickname>`: what they do, when they are there, how to reach them
//! (S3-55). It is off until somebody switches it on.

mod edit;
mod enquire;
mod let_write;
mod visit;

pub use edit::{Draft, Written, draft, edit, page_of};
pub use enquire::{Enquiry, enquire};
use kernel::text::WebAddress;
pub use let_write::{let_write, written_by_admins};
pub use visit::{Visited, visit};

/// What its page says of a business, beside its name and telephone number, which are the account's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BusinessPage {
    /// Everybody can read it.
    pub published: bool,
    /// Paragraphs of plain text.
    pub about: String,
    /// When they are there, in their own words.
    pub hours: String,
    pub website: Option<WebAddress>,
    /// Visitors can write; what they write becomes a message of the account.
    pub contact_form: bool,
}

impl BusinessPage {
    /// Characters of each.
    pub const ABOUT: usize = 4_000;
    pub const HOURS: usize = 500;
}
