//! Deleting an operator: every session and every API key of the person is dead, and the address becomes free.

use domain::access::OperatorsManage;
use domain::operators;
use kernel::UserId;

use super::read::json;
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::single::done;

pub async fn delete(caller: Caller, Id(id): Id<UserId>, conditions: Conditions) -> Answer {
    let granted = caller.may::<OperatorsManage>()?;
    conditions.must_hold(&json(&caller, id).await?)?;
    operators::delete(caller.house(), &granted, id).await?;
    Ok(done())
}
