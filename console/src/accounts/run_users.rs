//! The switch on an account's page by which its admins run its users, or the organization does it for them.

use domain::access::AccountsEdit;
use domain::accounts;
use kernel::{AccountId, Error};
use web::{Answer, Fields, Id, Visitor};

use super::page_of;

pub async fn decide(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["run"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    let run = match typed.get("run") {
        "yes" => true,
        "no" => false,
        _ => return Err(Error::invalid("run", "Choose yes or no.").into()),
    };
    accounts::let_run_users(visitor.house(), &granted, id, run).await?;
    let words = if run { "Its admins run its users" } else { "Your operators run its users" };
    Ok(visitor.done(&page_of(id), words))
}
