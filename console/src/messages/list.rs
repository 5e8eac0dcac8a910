//! The list of all accounts' messages: searched, filtered, sorted, and taken out as a file.

use domain::access::{MessagesCreate, MessagesView};
use domain::records::messages::{self, MESSAGES};
use web::records::{self, ListPage as About};
use web::ui::{Empty, icon};
use web::{Answer, Pairs, Visitor, page};

use super::is_new;
use crate::accounts::filter;
use crate::list_page::ListPage;
use crate::whose;

const PATH: &str = "/console/messages";

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<MessagesView>()?;
    let query = whose::query(&visitor, &MESSAGES, &pairs)?;
    let mut read = visitor.read().await?;
    let found = messages::list(&mut read, &granted, &query).await?;
    let names = filter::names(&visitor, &mut read, &pairs).await;
    let write =
        visitor.can::<MessagesCreate>().then_some((icon("plus"), "Write message", "/console/messages/new"));
    let about = About {
        path: PATH,
        placeholder: "Caller, subject or words",
        quick: Some("state"),
        empty: empty(write.is_some()),
        href: Some(|record| format!("{PATH}/{}", record.id)),
        unread: Some(is_new),
        names: &names,
        live: true,
        export: true,
        views: records::views(&visitor, PATH).await?,
        ..About::default()
    };
    let table = records::list(&visitor, &pairs, &query, &found, &about);
    page(&ListPage { shell: visitor.shell("Messages"), action: write, table })
}

fn empty(may_write: bool) -> Empty {
    Empty {
        icon: icon("message"),
        title: "No messages yet".to_owned(),
        text: "A message is what a caller wants somebody of an account to know.".to_owned(),
        action: may_write.then(|| ("Write message".to_owned(), format!("{PATH}/new"))),
    }
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    let options = filter::options(&visitor, &mut visitor.read().await?, &pairs).await?;
    page(&records::choose_filters(&visitor, &MESSAGES, &pairs, PATH, filter::without(&options), &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&records::choose_columns(&visitor, &MESSAGES, &whose::columns(&MESSAGES, &pairs), PATH, &[]))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<MessagesView>()?;
    let query = whose::query(&visitor, &MESSAGES, &pairs)?;
    Ok(records::exported(&visitor, granted, query).await?)
}
