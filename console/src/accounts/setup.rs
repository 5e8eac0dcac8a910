//! The switch on an account's page between being set up and ready (C-20, S3-32).

use domain::access::AccountsEdit;
use domain::accounts;
use kernel::AccountId;
use web::{Answer, Fields, Id, Visitor};

use super::page_of;

pub async fn complete(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["return_to"])?;
    accounts::complete_setup(visitor.house(), &visitor.may::<AccountsEdit>()?, id).await?;
    Ok(visitor.done(&back(id, &typed), "Setup marked as complete"))
}

pub async fn reopen(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["return_to"])?;
    accounts::reopen_setup(visitor.house(), &visitor.may::<AccountsEdit>()?, id).await?;
    Ok(visitor.done(&back(id, &typed), "The account is in setup again"))
}

/// The page that one came from: the account's own, or its checklist.
fn back(id: AccountId, typed: &Fields) -> String {
    let checklist = format!("{}/onboarding", page_of(id));
    if typed.get("return_to") == checklist { checklist } else { page_of(id) }
}
