//! What a client tells its own contacts: written, checked for links, sent at its time, and who has it (S3-48 … S3-51).

mod cancel;
mod collection;
mod compose;
mod letter;
mod links;
mod merged;
mod refuse;
mod screening;
mod send;
mod show;

use crate::access::{AnnouncementsView, Granted};
use crate::house::Read;
use crate::records::{Page, Query};

pub use cancel::cancel;
pub use collection::{ANNOUNCEMENTS, STATES};
pub use compose::{
    LONGEST_SMS, LONGEST_SUBJECT, LONGEST_TEXT, NewAnnouncement, Preview, VARIABLES, compose, preview,
    reachable,
};
pub(crate) use letter::fill;
pub(crate) use merged::move_contact;
pub use refuse::{Refused, refuse, would_refuse};
pub use screening::SCREENED_FOR;
pub use send::send_due;
pub use show::{Announcement, Recipient, find};

/// Announcements within reach, a page at a time.
pub async fn list(
    read: &mut Read,
    granted: &Granted<AnnouncementsView>,
    query: &Query,
) -> kernel::Result<Page> {
    crate::records::list(read, granted, query).await
}
