//! The tasks within the visitor’s reach, as a list and as a board.

use askama::Template;
use domain::access::{TasksEdit, TasksView};
use domain::tasks::{self, TASKS};
use web::records::{ListPage, choose_columns, choose_filters, exported, query};
use web::tasks::{Board, mark_overdue, ways};
use web::ui::{Empty, Shell, TableView, Tabs, icon};
use web::{Answer, Pairs, Visitor, page};

use super::{PATH, WITHOUT};
use crate::calls::contact_options;

#[derive(Template)]
#[template(path = "tasks/list.html")]
struct TasksPage {
    shell: Shell,
    ways: Tabs,
    may_write: bool,
    table: Option<TableView>,
    board: Option<Board>,
}

pub async fn list(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<TasksView>()?;
    let asked = query(&visitor, &TASKS, &pairs)?.without(WITHOUT);
    let found = tasks::list(&mut visitor.read().await?, &granted, &asked).await?;
    let may_write = visitor.can::<TasksEdit>();
    let about = ListPage {
        path: PATH,
        placeholder: "Search tasks",
        quick: Some("state"),
        without: WITHOUT,
        empty: empty(may_write),
        href: Some(|record| format!("{PATH}/{}", record.id)),
        live: true,
        export: true,
        views: web::records::views(&visitor, PATH).await?,
        ..ListPage::default()
    };
    let mut table = web::records::list(&visitor, &pairs, &asked, &found, &about);
    mark_overdue(&visitor, &found, &mut table);
    let (shell, ways) = (visitor.shell("Tasks"), ways(PATH, "", false));
    page(&TasksPage { shell, ways, may_write, table: Some(table), board: None })
}

pub async fn board(visitor: Visitor) -> Answer {
    let granted = visitor.may::<TasksView>()?;
    let board = web::tasks::board(&visitor, &mut visitor.read().await?, &granted, (PATH, None)).await?;
    let (shell, ways) = (visitor.shell("Tasks"), ways(PATH, "", true));
    let may_write = visitor.can::<TasksEdit>();
    page(&TasksPage { shell, ways, may_write, table: None, board: Some(board) })
}

fn empty(may_write: bool) -> Empty {
    Empty {
        icon: icon("checkbox"),
        title: "No tasks yet".to_owned(),
        text: if may_write {
            "Write down what is to be done, for your own people or for the operators.".to_owned()
        } else {
            "What is to be done by you appears here.".to_owned()
        },
        action: may_write.then(|| ("New task".to_owned(), format!("{PATH}/new"))),
    }
}

pub async fn filter(visitor: Visitor, pairs: Pairs) -> Answer {
    let options = contact_options(&visitor).await?;
    page(&choose_filters(&visitor, &TASKS, &pairs, PATH, &["account", "user"], &options))
}

pub async fn columns(visitor: Visitor, pairs: Pairs) -> Answer {
    page(&choose_columns(&visitor, &TASKS, &pairs, PATH, WITHOUT))
}

pub async fn export(visitor: Visitor, pairs: Pairs) -> Answer {
    let granted = visitor.may::<TasksView>()?;
    let asked = query(&visitor, &TASKS, &pairs)?.without(WITHOUT);
    Ok(exported(&visitor, granted, asked).await?)
}
