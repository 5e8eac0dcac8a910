//! The list and the board of all accounts’ tasks, or of one account’s.

use askama::Template;
use domain::access::{TasksEdit, TasksView};
use domain::tasks::{self, TASKS};
use web::records::{self, ListPage as About};
use web::tasks::{Board, mark_overdue, ways};
use web::ui::{Empty, Shell, TableView, Tabs, icon};
use web::{Answer, Pairs, Visitor, page};

use super::PATH;
use crate::accounts::filter as accounts;
use crate::whose;

#[derive(Template)]
#[template(path = "tasks/list.html")]
struct TasksPage {
    shell: Shell,
    ways: Tabs,
    /// Where a new one is written, for those who may.
    new: Option<String>,
    /// Whose board it is, if it is one account’s.
    of: Option<String>,
    table: Option<TableView>,
    board: Option<Board>,
}

pub async fn show(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<TasksView>()?;
    let query = whose::query(&visitor, &TASKS, &pairs)?;
    let mut read = visitor.read().await?;
    let found = tasks::list(&mut read, &granted, &query).await?;
    let names = accounts::names(&visitor, &mut read, &pairs).await;
    let new = new(&visitor, &pairs);
    let about = About {
        path: PATH,
        placeholder: "Words of a task",
        quick: Some("state"),
        empty: Empty {
            icon: icon("checkbox"),
            title: "No tasks yet".to_owned(),
            text: "A task says what is to be done for an account, by whom and until when.".to_owned(),
            action: new.clone().map(|href| ("New task".to_owned(), href)),
        },
        href: Some(|record| format!("{PATH}/{}", record.id)),
        names: &names,
        live: true,
        export: true,
        views: records::views(&visitor, PATH).await?,
        ..About::default()
    };
    let mut table = records::list(&visitor, &pairs, &query, &found, &about);
    mark_overdue(&visitor, &found, &mut table);
    let ways = ways(PATH, &of_account(&pairs), false);
    page(&TasksPage { shell: visitor.shell("Tasks"), ways, new, of: None, table: Some(table), board: None })
}

pub async fn board(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<TasksView>()?;
    let mut read = visitor.read().await?;
    let board = web::tasks::board(&visitor, &mut read, &granted, (PATH, pairs.get("account"))).await?;
    let of = accounts::names(&visitor, &mut read, &pairs).await.into_iter().next().map(|(_, name)| name);
    let (ways, new) = (ways(PATH, &of_account(&pairs), true), new(&visitor, &pairs));
    page(&TasksPage { shell: visitor.shell("Tasks"), ways, new, of, table: None, board: Some(board) })
}

fn of_account(pairs: &Pairs) -> String {
    pairs.get("account").map(|id| format!("account={id}")).unwrap_or_default()
}

fn new(visitor: &Visitor, pairs: &Pairs) -> Option<String> {
    let new = Pairs::default().with("account", pairs.get("account")).href(&format!("{PATH}/new"));
    visitor.can::<TasksEdit>().then_some(new)
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    let options = accounts::options(&visitor, &mut visitor.read().await?, &pairs).await?;
    let without: Vec<&str> = accounts::without(&options).iter().copied().chain(["user"]).collect();
    page(&records::choose_filters(&visitor, &TASKS, &pairs, PATH, &without, &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&records::choose_columns(&visitor, &TASKS, &whose::columns(&TASKS, &pairs), PATH, &[]))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<TasksView>()?;
    let query = whose::query(&visitor, &TASKS, &pairs)?;
    Ok(records::exported(&visitor, granted, query).await?)
}
