//! The lock of an account: while it is there, nobody of the account can sign in.

use domain::access::AccountsLock;
use domain::accounts;
use kernel::AccountId;

use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// Every session in the account ends at once.
pub async fn lock(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    accounts::lock(caller.house(), &caller.may::<AccountsLock>()?, id).await?;
    Ok(done())
}

pub async fn unlock(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    accounts::unlock(caller.house(), &caller.may::<AccountsLock>()?, id).await?;
    Ok(done())
}
