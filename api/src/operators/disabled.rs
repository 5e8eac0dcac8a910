//! Disabling takes an operator's access away at once, everywhere, and the API keys rest with it; it can be undone.

use domain::access::OperatorsManage;
use domain::operators;
use kernel::UserId;

use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

pub async fn disable(caller: Caller, Id(id): Id<UserId>) -> Answer {
    operators::disable(caller.house(), &caller.may::<OperatorsManage>()?, id).await?;
    Ok(done())
}

pub async fn enable(caller: Caller, Id(id): Id<UserId>) -> Answer {
    operators::enable(caller.house(), &caller.may::<OperatorsManage>()?, id).await?;
    Ok(done())
}
