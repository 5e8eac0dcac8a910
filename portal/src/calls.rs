//! The client's calls.

use askama::Template;
use axum::extract::Path;
use domain::access::{CallsView, ContactsView, HistoryView};
use domain::history;
use domain::people::contacts;
use domain::records::calls::{self, CALLS};
use kernel::{CallId, Error};
use web::recordings::player;
use web::records::{ListPage, Options, choose_columns, choose_filters, exported, query};
use web::timeline::{SHOWN, timeline};
use web::ui::{Choice, DetailView, Empty, Shell, TableView, icon};
use web::{Answer, Pairs, Visitor, page};

const PATH: &str = "/calls";
/// A client has one account; a column that says so would be noise.
const WITHOUT: &[&str] = &["account"];
/// Names in a choice of contacts.
const MOST_CONTACTS: usize = 500;

#[derive(Template)]
#[template(path = "list.html")]
pub struct ListOf {
    pub shell: Shell,
    pub table: TableView,
}

#[derive(Template)]
#[template(path = "call.html")]
struct CallPage {
    shell: Shell,
    detail: DetailView,
}

pub async fn list(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<CallsView>()?;
    let asked = query(&visitor, &CALLS, &pairs)?.without(WITHOUT);
    let found = calls::list(&mut visitor.read().await?, &granted, &asked).await?;
    let about = ListPage {
        path: PATH,
        placeholder: "Search callers, numbers and notes",
        quick: Some("state"),
        without: WITHOUT,
        empty: Empty {
            icon: icon("phone"),
            title: "No calls yet".to_owned(),
            text: "Calls appear here as soon as they are taken for you.".to_owned(),
            action: None,
        },
        href: Some(|record| format!("{PATH}/{}", record.id)),
        live: true,
        export: true,
        views: web::records::views(&visitor, PATH).await?,
        ..ListPage::default()
    };
    let table = web::records::list(&visitor, &pairs, &asked, &found, &about);
    page(&ListOf { shell: visitor.shell("Calls"), table })
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    let options = contact_options(&visitor).await?;
    page(&choose_filters(&visitor, &CALLS, &pairs, PATH, WITHOUT, &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&choose_columns(&visitor, &CALLS, &pairs, PATH, WITHOUT))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<CallsView>()?;
    let asked = query(&visitor, &CALLS, &pairs)?.without(WITHOUT);
    Ok(exported(&visitor, granted, asked).await?)
}

pub async fn show(visitor: Visitor, Path(id): Path<String>) -> Answer {
    let granted = visitor.may::<CallsView>()?;
    let id: CallId = id.parse().map_err(|_| Error::NotFound)?;
    let mut read = visitor.read().await?;
    let call = calls::find(&mut read, &granted, id).await?;
    let history = match visitor.may::<HistoryView>() {
        Ok(granted) => timeline(&visitor, history::about(&mut read, &granted, id.any(), SHOWN).await?),
        Err(_) => None,
    };
    drop(read);
    let caller = call.cell("from_name").text();
    let title = if caller.is_empty() { "Call".to_owned() } else { format!("Call from {caller}") };
    let mut shell = visitor.shell(&title);
    shell.trail = vec![Choice::new("Calls", PATH, false)];
    let player = player(&visitor, &format!("{PATH}/{id}"), id).await?;
    let detail = DetailView { player, timeline: history, ..web::records::detail(&visitor, &call, WITHOUT) };
    page(&CallPage { shell, detail })
}

/// The contacts of the account that the visitor may see, for a filter.
pub async fn contact_options(visitor: &Visitor) -> Result<Options, Error> {
    let Ok(granted) = visitor.may::<ContactsView>() else { return Ok(Options::new()) };
    let Some(account) = granted.actor().place().map(|place| place.account) else { return Ok(Options::new()) };
    let mut read = visitor.read().await?;
    let contacts = contacts::of_account(&mut read, &granted, account, MOST_CONTACTS).await?;
    let names = contacts.into_iter().map(|contact| (contact.id.to_string(), contact.name)).collect();
    Ok(vec![("contact", names)])
}
