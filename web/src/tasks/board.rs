//! Tasks in columns by their state; buttons move them, so that nobody has to drag.

use askama::Template;
use domain::Read;
use domain::access::{Granted, TasksComplete, TasksView};
use domain::records::{Cell as Value, Page, Query, Record};
use domain::tasks::{self, STATES, TASKS};
use kernel::Result;

use super::is_overdue;
use crate::ui::{Badge, Tone, prints_itself};
use crate::{Visitor, format};

/// Cards of a column; the list has the others.
const SHOWN: usize = 50;

#[derive(Clone, Debug, Default, Template)]
#[template(path = "tasks/board.html")]
pub struct Board {
    columns: Vec<Column>,
    /// Where a card’s button leads back to.
    back: String,
}

#[derive(Clone, Debug)]
struct Column {
    key: &'static str,
    label: &'static str,
    total: String,
    cards: Vec<Card>,
    /// “All 60 tasks”, and where they are.
    all: Option<(String, String)>,
}

#[derive(Clone, Debug)]
struct Card {
    title: String,
    href: String,
    account: Option<String>,
    due: Option<Badge>,
    assignee: String,
    /// What it may be marked as: value and words.
    moves: Vec<(&'static str, &'static str)>,
}

prints_itself!(Board);

/// The board of the tasks within reach, of one account or of all: `account` is its id.
pub async fn board(
    visitor: &Visitor,
    read: &mut Read,
    granted: &Granted<TasksView>,
    (path, account): (&str, Option<&str>),
) -> Result<Board> {
    let mut columns = Vec::new();
    for state in STATES {
        let pairs = std::iter::once(("state", state.value)).chain(account.map(|id| ("account", id)));
        let query = Query { limit: SHOWN, ..Query::parse(&TASKS, pairs)?.with_all_fields() };
        let page = tasks::list(read, granted, &query).await?;
        let of_account = account.map(|id| format!("&account={id}")).unwrap_or_default();
        columns.push(Column {
            key: state.value,
            label: state.label,
            total: page.total.to_string(),
            all: page.after.is_some().then(|| {
                let all = format::count(&page.total, TASKS.singular, TASKS.plural);
                (format!("All {all}"), format!("{path}?state={}{of_account}", state.value))
            }),
            cards: cards(visitor, path, &page, account.is_none()),
        });
    }
    let back = format!("{path}/board");
    Ok(Board { columns, back: account.map_or(back.clone(), |id| format!("{back}?account={id}")) })
}

fn cards(visitor: &Visitor, path: &str, page: &Page, of_all: bool) -> Vec<Card> {
    let moves = visitor.can::<TasksComplete>();
    let of_team = visitor.who.account.is_none();
    let card = |record: &Record| Card {
        title: record.cell("title").text().to_owned(),
        href: format!("{path}/{}", record.id),
        account: (of_all && of_team).then(|| record.cell("account").text().to_owned()),
        due: due(visitor, record),
        assignee: record.cell("assignee").text().to_owned(),
        moves: if moves { super::task::moves(record) } else { Vec::new() },
    };
    page.records.iter().map(card).collect()
}

fn due(visitor: &Visitor, record: &Record) -> Option<Badge> {
    let Value::Instant(at) = record.cell("due_at") else { return None };
    let when = format::instant(*at, &visitor.local);
    Some(if is_overdue(record, visitor.who.now) {
        Badge::new(Tone::Danger, format!("Overdue · {when}"))
    } else {
        Badge::new(Tone::Neutral, format!("Due {when}"))
    })
}
