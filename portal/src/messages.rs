//! The client's messages: read, and marked as done.

use askama::Template;
use axum::extract::Path;
use domain::access::{CallsView, MessagesDeliver, MessagesMark, MessagesView};
use domain::delivery;
use domain::records::messages::{self, MESSAGES};
use domain::records::{Cell, Record};
use kernel::{Error, MessageId};
use web::delivery::{delivery_card, is_open};
use web::records::{ListPage, choose_columns, choose_filters, exported, query};
use web::ui::{Cell as Shown, Choice, DetailView, Empty, Property, Shell, TableView, icon};
use web::{Answer, Fields, Pairs, Visitor, page};

use crate::calls::contact_options;

const PATH: &str = "/messages";
const WITHOUT: &[&str] = &["account"];

#[derive(Template)]
#[template(path = "messages.html")]
struct MessagesPage {
    shell: Shell,
    table: TableView,
    /// Whether the visitor may decide how they are delivered.
    plans: bool,
}

#[derive(Template)]
#[template(path = "message.html")]
struct MessagePage {
    shell: Shell,
    detail: DetailView,
    action: String,
    /// Where the visitor says that it has come, while somebody waits for that.
    acknowledge: Option<String>,
    /// State and button of what the visitor may do with it now.
    marks: Vec<(&'static str, &'static str)>,
}

pub async fn list(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<MessagesView>()?;
    let asked = query(&visitor, &MESSAGES, &pairs)?.without(WITHOUT);
    let found = messages::list(&mut visitor.read().await?, &granted, &asked).await?;
    let about = ListPage {
        path: PATH,
        placeholder: "Search callers, subjects and texts",
        quick: Some("state"),
        without: WITHOUT,
        empty: Empty {
            icon: icon("message"),
            title: "No messages yet".to_owned(),
            text: "When somebody leaves a message for you, it appears here at once.".to_owned(),
            action: None,
        },
        href: Some(|record| format!("{PATH}/{}", record.id)),
        unread: Some(|record| record.cell("state").text() == "New"),
        live: true,
        export: true,
        views: web::records::views(&visitor, PATH).await?,
        ..ListPage::default()
    };
    let table = web::records::list(&visitor, &pairs, &asked, &found, &about);
    page(&MessagesPage { shell: visitor.shell("Messages"), table, plans: visitor.can::<MessagesDeliver>() })
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    let options = contact_options(&visitor).await?;
    page(&choose_filters(&visitor, &MESSAGES, &pairs, PATH, WITHOUT, &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&choose_columns(&visitor, &MESSAGES, &pairs, PATH, WITHOUT))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<MessagesView>()?;
    let asked = query(&visitor, &MESSAGES, &pairs)?.without(WITHOUT);
    Ok(exported(&visitor, granted, asked).await?)
}

pub async fn show(visitor: Visitor, Path(id): Path<String>) -> Answer {
    let granted = visitor.may::<MessagesView>()?;
    let id: MessageId = id.parse().map_err(|_| Error::NotFound)?;
    let mut read = visitor.read().await?;
    let message = messages::find(&mut read, &granted, id).await?;
    let sent = delivery::of_message(&mut read, &granted, id).await?;
    let subject = message.cell("subject").text();
    let mut shell = visitor.shell(if subject.is_empty() { "Message" } else { subject });
    shell.trail = vec![Choice::new("Messages", PATH, false)];
    let marks = if visitor.can::<MessagesMark>() { marks(message.cell("state").text()) } else { Vec::new() };
    let mut detail = web::records::detail(&visitor, &message, &["account", "subject", "call", "delivery"]);
    detail.properties.extend(call(&visitor, &message));
    detail.delivery = sent.as_ref().map(|sent| delivery_card(&visitor, sent));
    let open = is_open(sent.as_ref()) && visitor.can::<MessagesMark>();
    let acknowledge = open.then(|| format!("{PATH}/{id}/acknowledge"));
    page(&MessagePage { shell, detail, action: format!("{PATH}/{id}/mark"), acknowledge, marks })
}

/// The way to the call in which the message was left.
fn call(visitor: &Visitor, message: &Record) -> Option<Property> {
    let Cell::Reference { id, .. } = message.cell("call") else { return None };
    let link = || Shown::Link { text: "The call".to_owned(), href: format!("/calls/{id}") };
    visitor.can::<CallsView>().then(|| Property::new("Call", link()))
}

/// What comes next for a message in this state.
fn marks(state: &str) -> Vec<(&'static str, &'static str)> {
    match state {
        "New" => vec![("done", "Mark as done"), ("read", "Mark as read")],
        "Read" => vec![("done", "Mark as done"), ("new", "Mark as new")],
        _ => vec![("read", "Reopen")],
    }
}

pub async fn mark(visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    fields.only(&["state"])?;
    let granted = visitor.may::<MessagesMark>()?;
    let id: MessageId = id.parse().map_err(|_| Error::NotFound)?;
    let state = fields.get("state");
    messages::mark(visitor.house(), &granted, id, state).await?;
    Ok(visitor.done(&format!("{PATH}/{id}"), &format!("Marked as {state}.")))
}
