//! The contacts of the client's own account: looked at by whoever reaches them, changed by its admin (S0-43).

use axum::extract::Request;
use domain::access::ContactsView;
use domain::people::contacts::{self, CONTACTS};
use kernel::ContactId;
use web::contacts::{self as pages, Place};
use web::records::{ListPage, choose_columns, choose_filters, exported, query};
use web::{Answer, Fields, Id, Pairs, Visitor, page};

use super::CONTACTS as PATH;

/// A client has one account; a column that says so would be noise.
const WITHOUT: &[&str] = &["account"];

pub async fn list(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<ContactsView>()?;
    let asked = query(&visitor, &CONTACTS, &pairs)?.without(WITHOUT);
    let found = contacts::list(&mut visitor.read().await?, &granted, &asked).await?;
    let place = Place::portal(&visitor)?;
    let href: fn(&domain::records::Record) -> String = |record| format!("{PATH}/{}", record.id);
    let about = ListPage { path: PATH, without: WITHOUT, href: Some(href), ..ListPage::default() };
    pages::list_page(&visitor, &pairs, (&asked, &found), Some(&place), about).await
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    let options = pages::filter_options(&visitor, None).await?;
    page(&choose_filters(&visitor, &CONTACTS, &pairs, PATH, WITHOUT, &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&choose_columns(&visitor, &CONTACTS, &pairs, PATH, WITHOUT))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<ContactsView>()?;
    let asked = query(&visitor, &CONTACTS, &pairs)?.without(WITHOUT);
    Ok(exported(&visitor, granted, asked).await?)
}

pub async fn show(visitor: Visitor, Id(id): Id<ContactId>) -> Answer {
    pages::show(&visitor, &Place::portal(&visitor)?, id).await
}

pub async fn ask_new(visitor: Visitor) -> Answer {
    pages::ask_new(&visitor, &Place::portal(&visitor)?).await
}

pub async fn add(visitor: Visitor, typed: Fields) -> Answer {
    pages::add(&visitor, &Place::portal(&visitor)?, &typed).await
}

pub async fn ask(visitor: Visitor, Id(id): Id<ContactId>) -> Answer {
    pages::ask(&visitor, &Place::portal(&visitor)?, id).await
}

pub async fn edit(visitor: Visitor, Id(id): Id<ContactId>, typed: Fields) -> Answer {
    pages::edit(&visitor, &Place::portal(&visitor)?, id, &typed).await
}

pub async fn ask_delete(visitor: Visitor, Id(id): Id<ContactId>) -> Answer {
    pages::ask_delete(&visitor, &Place::portal(&visitor)?, id).await
}

pub async fn delete(visitor: Visitor, Id(id): Id<ContactId>, fields: Fields) -> Answer {
    pages::delete(&visitor, &Place::portal(&visitor)?, id, &fields).await
}

pub async fn card(visitor: Visitor, Id(id): Id<ContactId>) -> Answer {
    pages::card(&visitor, &Place::portal(&visitor)?, id).await
}

pub async fn cards(visitor: Visitor, pairs: Pairs) -> Answer {
    pages::cards(&visitor, query(&visitor, &CONTACTS, &pairs)?).await
}

pub async fn ask_import(visitor: Visitor) -> Answer {
    pages::ask_import(&visitor, &Place::portal(&visitor)?).await
}

pub async fn look_import(visitor: Visitor, request: Request) -> Answer {
    pages::look_import(&visitor, &Place::portal(&visitor)?, request).await
}

pub async fn import(visitor: Visitor, request: Request) -> Answer {
    pages::import(&visitor, &Place::portal(&visitor)?, request).await
}

pub async fn doubles(visitor: Visitor) -> Answer {
    pages::doubles(&visitor, &Place::portal(&visitor)?).await
}

pub async fn ask_merge(visitor: Visitor, Id(id): Id<ContactId>, pairs: Pairs) -> Answer {
    pages::ask_merge(&visitor, &Place::portal(&visitor)?, id, &pairs).await
}

pub async fn merge(visitor: Visitor, Id(id): Id<ContactId>, fields: Fields) -> Answer {
    pages::merge(&visitor, &Place::portal(&visitor)?, id, &fields).await
}

pub async fn ask_verify(visitor: Visitor, Id(id): Id<ContactId>, pairs: Pairs) -> Answer {
    pages::ask_verify(&visitor, &Place::portal(&visitor)?, id, &pairs).await
}

pub async fn confirm_code(visitor: Visitor, Id(id): Id<ContactId>, fields: Fields) -> Answer {
    pages::confirm_code(&visitor, &Place::portal(&visitor)?, id, &fields).await
}

pub async fn send_code(visitor: Visitor, Id(id): Id<ContactId>, fields: Fields) -> Answer {
    pages::send_code(&visitor, &Place::portal(&visitor)?, id, &fields).await
}
