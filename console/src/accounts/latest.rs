//! The latest calls and messages of an account on its page, with the way to all of them.

use domain::Read;
use domain::access::TasksView;
use domain::access::{CallsView, MessagesView};
use domain::records::calls::{self, CALLS};
use domain::records::messages::{self, MESSAGES};
use domain::records::{self, Collection, Page, Query};
use domain::tasks::TASKS;
use kernel::{AccountId, Result};
use web::records::ListPage as About;
use web::ui::TableView;
use web::{Pairs, Visitor, format};

/// How many of each.
const SHOWN: usize = 5;
/// “All 100+ calls” beyond this.
const COUNTED: usize = 100;

/// What leads to all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum More {
    /// “All 243 calls”
    Counted,
    /// “All calls”, for whoever has no time to count.
    Named,
}

/// A few records, and how many there are.
pub struct Latest {
    pub title: &'static str,
    pub table: TableView,
    /// “All 243 calls” or “All calls”, and where they are; none if there are no more.
    pub all: Option<(String, String)>,
    pub nothing: &'static str,
}

pub async fn calls(visitor: &Visitor, read: &mut Read, id: AccountId, more: More) -> Result<Option<Latest>> {
    let Ok(granted) = visitor.may::<CallsView>() else { return Ok(None) };
    let query = query(&CALLS, id)?;
    let found = match more {
        More::Counted => calls::list(read, &granted, &query).await?,
        More::Named => records::export_page(read, &granted, &query).await?,
    };
    let about = About {
        path: "/console/calls",
        href: Some(|record| format!("/console/calls/{}", record.id)),
        ..About::default()
    };
    Ok(Some(latest(visitor, (id, more), ("Latest calls", "No calls yet."), &query, &found, &about)))
}

pub async fn messages(
    visitor: &Visitor,
    read: &mut Read,
    id: AccountId,
    more: More,
) -> Result<Option<Latest>> {
    let Ok(granted) = visitor.may::<MessagesView>() else { return Ok(None) };
    let query = query(&MESSAGES, id)?;
    let found = match more {
        More::Counted => messages::list(read, &granted, &query).await?,
        More::Named => records::export_page(read, &granted, &query).await?,
    };
    let about = About {
        path: "/console/messages",
        href: Some(|record| format!("/console/messages/{}", record.id)),
        unread: Some(crate::messages::is_new),
        ..About::default()
    };
    Ok(Some(latest(visitor, (id, more), ("Latest messages", "No messages yet."), &query, &found, &about)))
}

/// What is still to be done for the account, the most urgent first.
pub async fn tasks(visitor: &Visitor, read: &mut Read, id: AccountId) -> Result<Option<Latest>> {
    let Ok(granted) = visitor.may::<TasksView>() else { return Ok(None) };
    let undone = [("account", id.to_string()), ("state", "open,started".to_owned())];
    let query = Query { limit: SHOWN, counted: COUNTED, ..Query::parse(&TASKS, undone)? };
    let found = records::export_page(read, &granted, &query).await?;
    let about = About {
        path: "/console/tasks",
        href: Some(|record| format!("/console/tasks/{}", record.id)),
        ..About::default()
    };
    let mut part =
        latest(visitor, (id, More::Named), ("Open tasks", "Nothing is to be done."), &query, &found, &about);
    web::tasks::mark_overdue(visitor, &found, &mut part.table);
    part.all = Some(("All tasks".to_owned(), format!("/console/tasks?account={id}")));
    Ok(Some(part))
}

fn query(collection: &'static Collection, id: AccountId) -> Result<Query> {
    let mut query = Query::parse(collection, [("account", id.to_string())])?;
    query.limit = SHOWN;
    query.counted = COUNTED;
    Ok(query)
}

fn latest(
    visitor: &Visitor,
    (id, more): (AccountId, More),
    (title, nothing): (&'static str, &'static str),
    query: &Query,
    found: &Page,
    about: &About<'_>,
) -> Latest {
    let table = short(visitor, title, query, found, about);
    let noun = query.collection;
    let all = match more {
        More::Counted => format!("All {}", format::count(&found.total, noun.singular, noun.plural)),
        More::Named => format!("All {}", noun.plural),
    };
    let href = format!("{}?account={id}", about.path);
    Latest { title, all: found.after.is_some().then_some((all, href)), table, nothing }
}

/// A list of a few rows without its tools.
pub fn short(
    visitor: &Visitor,
    title: &'static str,
    query: &Query,
    found: &Page,
    about: &About<'_>,
) -> TableView {
    let full = web::records::list(visitor, &Pairs::default(), query, found, about);
    let unsorted = |mut column: web::ui::Column| {
        column.sort = None;
        column
    };
    TableView {
        id: format!("latest-{}", full.id),
        title: title.to_owned(),
        columns: full.columns.into_iter().map(unsorted).collect(),
        rows: full.rows,
        ..TableView::default()
    }
}
