//! Deleting a portal user: every session of the person ends, and the address becomes free.

use domain::access::{UsersManage, UsersView};
use domain::people::users::{self, USERS};
use kernel::MemberId;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::single::{done, record};

pub async fn delete(caller: Caller, Id(id): Id<MemberId>, conditions: Conditions) -> Answer {
    let granted = caller.may::<UsersManage>()?;
    conditions.must_hold(&record::<UsersView>(&caller, &USERS, id.any()).await?)?;
    users::delete(caller.house(), &granted, id).await?;
    Ok(done())
}
