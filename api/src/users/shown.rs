//! What a portal user has to show, and is not asked for: an address that somebody vouches for, a factor that is lost.

use domain::access::UsersManage;
use domain::people::users;
use domain::sign_in::factors;
use kernel::MemberId;

use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// The address counts as verified. For operators only: when no code can reach it.
pub async fn vouch(caller: Caller, Id(id): Id<MemberId>) -> Answer {
    users::vouch(caller.house(), &caller.may::<UsersManage>()?, id).await?;
    Ok(done())
}

/// The number that the person entered counts as verified. For operators only.
pub async fn vouch_for_number(caller: Caller, Id(id): Id<MemberId>) -> Answer {
    users::vouch_for_number(caller.house(), &caller.may::<UsersManage>()?, id).await?;
    Ok(done())
}

/// Every session of the person ends, and a letter tells the person. By an operator who gave the password just now.
pub async fn remove_second_factor(caller: Caller, Id(id): Id<MemberId>) -> Answer {
    let granted = caller.may::<UsersManage>()?;
    let proved = caller.person()?.proved()?;
    factors::remove_of_member(caller.house(), &granted, proved, id).await?;
    Ok(done())
}
