//! The switch on an account's page by which its admins see who of the organization came in, or do not.

use domain::access::AccountsEdit;
use domain::accounts;
use kernel::{AccountId, Error};
use web::{Answer, Fields, Id, Visitor};

use super::page_of;

pub async fn decide(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    typed.only(&["see"])?;
    let granted = visitor.may::<AccountsEdit>()?;
    let see = match typed.get("see") {
        "yes" => true,
        "no" => false,
        _ => return Err(Error::invalid("see", "Choose yes or no.").into()),
    };
    accounts::let_see_support(visitor.house(), &granted, id, see).await?;
    let words = if see { "Its admins see who came in" } else { "Its admins do not see who came in" };
    Ok(visitor.done(&page_of(id), words))
}
