//! Taking away the second factor of an operator who has lost it: by a person who gave the password a moment ago.

use domain::access::OperatorsManage;
use domain::sign_in::factors;
use kernel::UserId;

use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// Every session of the operator ends, and a letter tells the person.
pub async fn remove(caller: Caller, Id(id): Id<UserId>) -> Answer {
    let granted = caller.may::<OperatorsManage>()?;
    let proved = caller.person()?.proved()?;
    factors::remove_of_operator(caller.house(), &granted, proved, id).await?;
    Ok(done())
}
