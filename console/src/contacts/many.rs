//! What is done with the contacts of one account: brought in from a file, and doubles made one.

use axum::extract::Request;
use kernel::AccountId;
use web::contacts::{self as pages, Place};
use web::{Answer, Id, Visitor};

pub async fn ask_import(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    pages::ask_import(&visitor, &Place::console(&visitor, id).await?).await
}

pub async fn look_import(visitor: Visitor, Id(id): Id<AccountId>, request: Request) -> Answer {
    pages::look_import(&visitor, &Place::console(&visitor, id).await?, request).await
}

pub async fn import(visitor: Visitor, Id(id): Id<AccountId>, request: Request) -> Answer {
    pages::import(&visitor, &Place::console(&visitor, id).await?, request).await
}

pub async fn doubles(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    pages::doubles(&visitor, &Place::console(&visitor, id).await?).await
}
