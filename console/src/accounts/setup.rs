//! The switch on an account's page between being set up and ready (C-20).

use domain::access::AccountsEdit;
use domain::accounts;
use kernel::AccountId;
use web::{Answer, Fields, Id, Visitor};

use super::page_of;

pub async fn complete(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&[])?;
    accounts::complete_setup(visitor.house(), &visitor.may::<AccountsEdit>()?, id).await?;
    Ok(visitor.done(&page_of(id), "Setup marked as complete"))
}

pub async fn reopen(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&[])?;
    accounts::reopen_setup(visitor.house(), &visitor.may::<AccountsEdit>()?, id).await?;
    Ok(visitor.done(&page_of(id), "The account is in setup again"))
}
