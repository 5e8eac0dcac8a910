//! The contacts of one account, or of all that the operator may see.

use domain::access::ContactsView;
use domain::people::contacts::{self, CONTACTS};
use kernel::AccountId;
use web::contacts::{self as pages, Place};
use web::records::{self, ListPage};
use web::{Answer, Pairs, Visitor, page};

use crate::accounts::filter as accounts;
use crate::whose;

const PATH: &str = "/console/contacts";

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<ContactsView>()?;
    let query = whose::query(&visitor, &CONTACTS, &pairs)?;
    let mut read = visitor.read().await?;
    let found = contacts::list(&mut read, &granted, &query).await?;
    let names = accounts::names(&visitor, &mut read, &pairs).await;
    drop(read);
    let place = match account(&pairs) {
        Some(id) => Place::console(&visitor, id).await.ok(),
        None => None,
    };
    let href: fn(&domain::records::Record) -> String = |record| format!("{PATH}/{}", record.id);
    let about = ListPage { path: PATH, href: Some(href), names: &names, ..ListPage::default() };
    pages::list_page(&visitor, &pairs, (&query, &found), place.as_ref(), about).await
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    let mut options = accounts::options(&visitor, &mut visitor.read().await?, &pairs).await?;
    options.extend(pages::filter_options(&visitor, account(&pairs)).await?);
    let without = accounts::without(&options);
    page(&records::choose_filters(&visitor, &CONTACTS, &pairs, PATH, without, &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&records::choose_columns(&visitor, &CONTACTS, &whose::columns(&CONTACTS, &pairs), PATH, &[]))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<ContactsView>()?;
    let query = whose::query(&visitor, &CONTACTS, &pairs)?;
    Ok(records::exported(&visitor, granted, query).await?)
}

pub async fn cards(visitor: Visitor, pairs: Pairs) -> Answer {
    pages::cards(&visitor, whose::query(&visitor, &CONTACTS, &pairs)?).await
}

fn account(pairs: &Pairs) -> Option<AccountId> {
    pairs.get("account")?.parse().ok()
}
