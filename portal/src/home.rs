//! The first page after signing in: what is new, in one glance.

use askama::Template;
use domain::access::{CallsView, MessagesView, StatusView, TasksComplete, TasksView};
use domain::records::calls::{self, CALLS};
use domain::records::messages::{self, MESSAGES};
use domain::records::{Page, Query};
use domain::tasks::{self, Mine};
use kernel::Result;
use web::records::{ListPage, query};
use web::ui::{Cell, Column, Row, RowAction};
use web::ui::{Empty, Shell, Stat, Stats, StatusPlace, TableView, Tone, icon};
use web::{Answer, Pairs, Visitor, format, page};

use crate::onboarding::{self, GettingStarted};

/// Rows of each list on this page.
const FEW: usize = 5;
/// More tasks of one’s own than this are “99+”.
const COUNTED: usize = 100;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    shell: Shell,
    /// None if it is not the visitor's to see.
    now: Option<StatusPlace>,
    getting_started: Option<GettingStarted>,
    stats: Stats,
    /// What the visitor is to do; none if there is nothing.
    tasks: Option<TableView>,
    messages: Option<TableView>,
    calls: Option<TableView>,
}

pub async fn show(visitor: Visitor) -> Answer {
    let mut stats = Vec::new();
    let messages = match visitor.may::<MessagesView>() {
        Ok(granted) => {
            let mut read = visitor.read().await?;
            let new = asked(&visitor, &MESSAGES, "state=new")?;
            let new = messages::list(&mut read, &granted, &new).await?;
            stats.push(stat("New messages", &new, "/messages?state=new", Tone::Accent));
            let latest = messages::list(&mut read, &granted, &few(&MESSAGES)).await?;
            Some(short(&visitor, &few(&MESSAGES), &latest, "/messages"))
        }
        Err(_) => None,
    };
    let calls = match visitor.may::<CallsView>() {
        Ok(granted) => {
            let mut read = visitor.read().await?;
            let today = visitor.local.date_of(visitor.who.now);
            let of_today = asked(&visitor, &CALLS, &format!("started_at={today}.."))?;
            let of_today = calls::list(&mut read, &granted, &of_today).await?;
            let href = format!("/calls?started_at={today}..");
            stats.push(stat("Calls today", &of_today, &href, Tone::Neutral));
            let missed = asked(&visitor, &CALLS, &format!("started_at={today}..&state=missed,voicemail"))?;
            let missed = calls::list(&mut read, &granted, &missed).await?;
            let href = format!("/calls?started_at={today}..&state=missed,voicemail");
            stats.push(stat("Missed or voicemail today", &missed, &href, Tone::Neutral));
            let latest = calls::list(&mut read, &granted, &few(&CALLS)).await?;
            Some(short(&visitor, &few(&CALLS), &latest, "/calls"))
        }
        Err(_) => None,
    };
    let tasks = match visitor.may::<TasksView>() {
        Ok(granted) => {
            let mine = tasks::mine(&mut visitor.read().await?, &granted, COUNTED).await?;
            stats.push(my_tasks(&visitor, &mine));
            (!mine.is_empty()).then(|| task_table(&visitor, &mine))
        }
        Err(_) => None,
    };
    let now = if visitor.can::<StatusView>() {
        Some(StatusPlace { card: crate::status::card(&visitor, &mut visitor.read().await?, false).await? })
    } else {
        None
    };
    let name = visitor.who.name.split(' ').next().unwrap_or_default();
    // A link greets nobody in person.
    let title = if visitor.who.is_by_link() { visitor.who.name.clone() } else { format!("Hello, {name}") };
    let getting_started = onboarding::getting_started(&visitor).await?;
    let shell = visitor.shell(&title);
    page(&HomePage { shell, now, getting_started, stats: Stats(stats), tasks, messages, calls })
}

/// How many tasks the visitor has, and how many of them are late.
fn my_tasks(visitor: &Visitor, mine: &[Mine]) -> Stat {
    let late = mine.iter().filter(|task| is_late(visitor, task)).count();
    Stat {
        label: "My tasks".to_owned(),
        value: if mine.len() >= COUNTED { "99+".to_owned() } else { mine.len().to_string() },
        detail: if late == 0 { String::new() } else { format!("{late} overdue") },
        tone: if late > 0 { Tone::Danger } else { Tone::Neutral },
        href: Some("/tasks?state=open,started".to_owned()),
    }
}

fn is_late(visitor: &Visitor, task: &Mine) -> bool {
    task.due.is_some_and(|due| due < visitor.who.now)
}

/// What comes next, with a button for what is done.
fn task_table(visitor: &Visitor, mine: &[Mine]) -> TableView {
    let may_complete = visitor.can::<TasksComplete>();
    let due = |task: &Mine| match task.due {
        None => Cell::None,
        Some(at) if is_late(visitor, task) => {
            Cell::badge(Tone::Danger, format!("Overdue · {}", format::instant(at, &visitor.local)))
        }
        Some(at) => Cell::Instant { iso: at.to_string(), text: format::instant(at, &visitor.local) },
    };
    let row = |task: &Mine| {
        let here = format!("/tasks/{}", task.id);
        let done = RowAction::post("Done", icon("check"), format!("{here}/mark"))
            .about(task.title.clone())
            .with("state", "done")
            .with("return_to", "/");
        Row {
            key: task.id.to_string(),
            href: Some(here),
            cells: vec![
                Cell::text(task.title.clone()),
                due(task),
                Cell::Actions(if may_complete { vec![done] } else { Vec::new() }),
            ],
            ..Row::default()
        }
    };
    TableView {
        id: "tasks".to_owned(),
        path: "/tasks".to_owned(),
        title: "My tasks".to_owned(),
        columns: vec![
            Column::new("Task").class("grow"),
            Column::new("Due"),
            Column::new("").class("unlabelled"),
        ],
        rows: mine.iter().take(FEW).map(row).collect(),
        live_topic: Some("tasks".to_owned()),
        ..TableView::default()
    }
}

fn few(collection: &'static domain::records::Collection) -> Query {
    Query { limit: FEW, ..Query::of(collection) }
}

fn asked(visitor: &Visitor, collection: &'static domain::records::Collection, text: &str) -> Result<Query> {
    Ok(Query { limit: FEW, ..query(visitor, collection, &Pairs::parse(text))? })
}

fn stat(label: &str, page: &Page, href: &str, tone: Tone) -> Stat {
    let none = page.records.is_empty();
    Stat {
        label: label.to_owned(),
        value: page.total.to_string(),
        detail: String::new(),
        tone: if none { Tone::Neutral } else { tone },
        href: Some(href.to_owned()),
    }
}

/// A list of a few rows without its tools.
fn short(visitor: &Visitor, query: &Query, page: &Page, path: &'static str) -> TableView {
    let about = ListPage {
        path,
        without: &["account"],
        href: Some(if path == "/calls" {
            |record| format!("/calls/{}", record.id)
        } else {
            |record| format!("/messages/{}", record.id)
        }),
        unread: Some(|record| record.cell("state").text() == "New"),
        empty: Empty { icon: icon("inbox"), title: "Nothing yet".to_owned(), ..Empty::default() },
        live: true,
        ..ListPage::default()
    };
    let full = web::records::list(visitor, &Pairs::default(), query, page, &about);
    TableView {
        columns: full.columns.into_iter().map(|column| web::ui::Column { sort: None, ..column }).collect(),
        rows: full.rows,
        empty: full.empty,
        id: full.id,
        path: path.to_owned(),
        title: full.title,
        live_topic: full.live_topic,
        ..TableView::default()
    }
}
