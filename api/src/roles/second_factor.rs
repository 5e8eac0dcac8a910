//! Whether a role asks its people for a second factor; the one thing about roles that ship that can be changed.

use domain::access::RolesManage;
use domain::access::roles;
use kernel::RoleId;

use super::read::json;
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;

pub async fn require(caller: Caller, id: Id<RoleId>, conditions: Conditions) -> Answer {
    ask(caller, id, conditions, true).await
}

pub async fn release(caller: Caller, id: Id<RoleId>, conditions: Conditions) -> Answer {
    ask(caller, id, conditions, false).await
}

async fn ask(caller: Caller, Id(id): Id<RoleId>, conditions: Conditions, asked: bool) -> Answer {
    let granted = caller.may::<RolesManage>()?;
    conditions.must_hold(&json(&caller, id).await?)?;
    roles::ask_second_factor(caller.house(), &granted, id, asked).await?;
    Ok(Conditions::default().answer(&json(&caller, id).await?))
}
