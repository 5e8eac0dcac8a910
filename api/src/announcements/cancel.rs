//! Calling off an announcement that has not gone out yet.

use domain::access::AnnouncementsSend;
use domain::announcements;
use kernel::AnnouncementId;

use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

pub async fn cancel(caller: Caller, Id(id): Id<AnnouncementId>) -> Answer {
    announcements::cancel(caller.house(), &caller.may::<AnnouncementsSend>()?, id).await?;
    Ok(done())
}
