//! Disabling takes a user's access away and keeps everything else; it can be undone.

use domain::access::UsersManage;
use domain::people::users;
use kernel::MemberId;

use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// Every session of the person ends at once.
pub async fn disable(caller: Caller, Id(id): Id<MemberId>) -> Answer {
    users::disable(caller.house(), &caller.may::<UsersManage>()?, id).await?;
    Ok(done())
}

pub async fn enable(caller: Caller, Id(id): Id<MemberId>) -> Answer {
    users::enable(caller.house(), &caller.may::<UsersManage>()?, id).await?;
    Ok(done())
}
