//! One contact of an account: added, looked at, changed, deleted.

use kernel::{AccountId, ContactId};
use web::contacts::{self as pages, Place};
use web::{Answer, Fields, Id, Pairs, Visitor};

pub async fn ask_new(visitor: Visitor, Id(id): Id<AccountId>) -> Answer {
    pages::ask_new(&visitor, &Place::console(&visitor, id).await?).await
}

pub async fn add(visitor: Visitor, Id(id): Id<AccountId>, typed: Fields) -> Answer {
    pages::add(&visitor, &Place::console(&visitor, id).await?, &typed).await
}

pub async fn show(visitor: Visitor, Id(id): Id<ContactId>) -> Answer {
    pages::show(&visitor, &Place::of_contact(&visitor, id).await?, id).await
}

pub async fn ask(visitor: Visitor, Id(id): Id<ContactId>) -> Answer {
    pages::ask(&visitor, &Place::of_contact(&visitor, id).await?, id).await
}

pub async fn edit(visitor: Visitor, Id(id): Id<ContactId>, typed: Fields) -> Answer {
    pages::edit(&visitor, &Place::of_contact(&visitor, id).await?, id, &typed).await
}

pub async fn ask_delete(visitor: Visitor, Id(id): Id<ContactId>) -> Answer {
    pages::ask_delete(&visitor, &Place::of_contact(&visitor, id).await?, id).await
}

pub async fn delete(visitor: Visitor, Id(id): Id<ContactId>, fields: Fields) -> Answer {
    pages::delete(&visitor, &Place::of_contact(&visitor, id).await?, id, &fields).await
}

pub async fn card(visitor: Visitor, Id(id): Id<ContactId>) -> Answer {
    pages::card(&visitor, &Place::of_contact(&visitor, id).await?, id).await
}

pub async fn ask_merge(visitor: Visitor, Id(id): Id<ContactId>, pairs: Pairs) -> Answer {
    pages::ask_merge(&visitor, &Place::of_contact(&visitor, id).await?, id, &pairs).await
}

pub async fn merge(visitor: Visitor, Id(id): Id<ContactId>, fields: Fields) -> Answer {
    pages::merge(&visitor, &Place::of_contact(&visitor, id).await?, id, &fields).await
}

pub async fn ask_verify(visitor: Visitor, Id(id): Id<ContactId>, pairs: Pairs) -> Answer {
    pages::ask_verify(&visitor, &Place::of_contact(&visitor, id).await?, id, &pairs).await
}

pub async fn confirm_code(visitor: Visitor, Id(id): Id<ContactId>, fields: Fields) -> Answer {
    pages::confirm_code(&visitor, &Place::of_contact(&visitor, id).await?, id, &fields).await
}

pub async fn send_code(visitor: Visitor, Id(id): Id<ContactId>, fields: Fields) -> Answer {
    pages::send_code(&visitor, &Place::of_contact(&visitor, id).await?, id, &fields).await
}

pub async fn vouch(visitor: Visitor, Id(id): Id<ContactId>, fields: Fields) -> Answer {
    pages::vouch(&visitor, &Place::of_contact(&visitor, id).await?, id, &fields).await
}
