//! Whether a role asks its people for a second factor: also one that ships, which stays as it is otherwise.

use domain::access::RolesManage;
use domain::access::roles;
use kernel::RoleId;

use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// Whoever holds the role and has no second factor sets one up first, from the next request on.
pub async fn ask(caller: Caller, Id(id): Id<RoleId>) -> Answer {
    roles::ask_second_factor(caller.house(), &caller.may::<RolesManage>()?, id, true).await?;
    Ok(done())
}

pub async fn ask_no_more(caller: Caller, Id(id): Id<RoleId>) -> Answer {
    roles::ask_second_factor(caller.house(), &caller.may::<RolesManage>()?, id, false).await?;
    Ok(done())
}
