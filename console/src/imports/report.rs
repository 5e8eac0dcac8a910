//! What became of an import: while it goes on, the page follows it by itself.

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use domain::access::AccountsCreate;
use domain::accounts::import::{self, AccountImport, MOST, Report};
use domain::jobs::{Job, State};
use kernel::ImportId;
use web::records::left_out;
use web::ui::{Badge, Cell, Column, Row, Shell, Stat, Stats, TableView, Tone};
use web::{Answer, Fields, Id, Pairs, Visitor, format, page};

use super::look::{mapping, table};
use super::{accounts, page_of};
use crate::accounts::list;

/// Accounts, and lines without one, that the page names.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "imports/report.html")]
struct ReportPage {
    shell: Shell,
    here: String,
    id: String,
    badge: Badge,
    over: bool,
    note: String,
    words: String,
    progress: i64,
    stats: Stats,
    made: TableView,
    more_made: bool,
    left: TableView,
    file: Option<String>,
    /// What was taken back, and those that stayed.
    undone: Option<(String, TableView)>,
    may_undo: bool,
    until: String,
}

pub async fn show(visitor: &Visitor, import: &AccountImport) -> Answer {
    let granted = visitor.may::<AccountsCreate>()?;
    let mut read = visitor.read().await?;
    let report = import::report(&mut read, &granted, import).await?.ok_or(kernel::Error::NotFound)?;
    let mut made = import::made(&mut read, &granted, import.id, SHOWN + 1).await?;
    let left = import::not_made(&mut read, &granted, import, 0, SHOWN).await?;
    drop(read);
    let more_made = made.len() > SHOWN;
    made.truncate(SHOWN);
    let undoing = report.undo.as_ref().filter(|(job, _)| !job.state.is_over());
    let job = undoing.map_or(&report.job, |(job, _)| job);
    let over = job.state.is_over();
    let here = page_of(import.id);
    let begun = import.begun.map(|(at, _)| format::instant(at, &visitor.local)).unwrap_or_default();
    page(&ReportPage {
        shell: list::below(
            visitor,
            &import.name,
            &[("Import accounts", "/console/accounts/import".to_owned())],
        ),
        id: import.id.to_string(),
        badge: badge(job.state, undoing.is_some()),
        over,
        note: job.note.clone(),
        words: if over { format!("Imported {begun} by {}.", import.by) } else { words(job) },
        progress: (job.done + job.skipped) * 100 / job.total.max(1),
        stats: stats(&report),
        made: made_table(&made),
        more_made,
        file: (!left.is_empty()).then(|| format!("{here}/lines.csv")),
        left: table(left.iter()),
        undone: report
            .undo
            .as_ref()
            .filter(|_| over)
            .map(|(job, stayed)| (undone(job), stayed_table(stayed))),
        may_undo: over && report.made > 0 && visitor.who.now < report.until,
        until: format::instant(report.until, &visitor.local),
        here,
    })
}

fn words(job: &Job) -> String {
    format!("{} of {} lines, {} {}.", job.done + job.skipped, job.total, job.done, job.kind.done())
}

fn undone(job: &Job) -> String {
    let stayed = if job.skipped == 0 { String::new() } else { format!(", {} stayed", job.skipped) };
    format!("{} deleted{stayed}.", accounts(job.done))
}

fn badge(state: State, undoing: bool) -> Badge {
    match state {
        State::Waiting => Badge::new(Tone::Neutral, "Waiting"),
        State::Running if undoing => Badge::new(Tone::Accent, "Being taken back"),
        State::Running => Badge::new(Tone::Accent, "At work"),
        State::Done => Badge::new(Tone::Good, "Done"),
        State::Stopped => Badge::new(Tone::Danger, "Stopped"),
    }
}

fn stats(report: &Report) -> Stats {
    let stat = |label: &str, number: i64, tone| Stat {
        label: label.to_owned(),
        value: number.to_string(),
        tone: if number > 0 { tone } else { Tone::Neutral },
        ..Stat::default()
    };
    let mut stats = vec![
        stat("Made", report.made + report.undone, Tone::Good),
        stat("There already", report.there, Tone::Neutral),
        stat("Wrong", report.wrong, Tone::Danger),
    ];
    if report.undone > 0 {
        stats.push(stat("Taken back", report.undone, Tone::Neutral));
    }
    Stats(stats)
}

fn made_table(made: &[(kernel::AccountId, String)]) -> TableView {
    let row = |(id, name): &(kernel::AccountId, String)| Row {
        key: id.to_string(),
        href: Some(crate::accounts::page_of(*id)),
        cells: vec![Cell::text(name)],
        ..Row::default()
    };
    TableView {
        id: "made".to_owned(),
        title: "Accounts that were made".to_owned(),
        columns: vec![Column::new("Account").class("grow")],
        rows: made.iter().map(row).collect(),
        ..TableView::default()
    }
}

fn stayed_table(stayed: &[(String, String)]) -> TableView {
    let row = |(place, (name, why)): (usize, &(String, String))| Row {
        key: place.to_string(),
        cells: vec![Cell::text(name), Cell::text(why)],
        ..Row::default()
    };
    TableView {
        id: "stayed".to_owned(),
        title: "Accounts that stayed".to_owned(),
        columns: vec![Column::new("Account"), Column::new("Why").class("grow lines")],
        rows: stayed.iter().enumerate().map(row).collect(),
        ..TableView::default()
    }
}

/// All lines of which no account came, or would come, as a file.
pub async fn lines(visitor: Visitor, Id(id): Id<ImportId>, pairs: Pairs) -> Answer {
    let granted = visitor.may::<AccountsCreate>()?;
    let mut read = visitor.read().await?;
    let import = import::find(&mut read, &granted, id).await?;
    let left = if import.begun.is_some() {
        import::not_made(&mut read, &granted, &import, 0, MOST).await?
    } else {
        let typed = Fields::of(pairs.iter().map(|(name, value)| (name, value.to_owned())));
        import::look(&mut read, &granted, &import, &mapping(&typed, &import)?).await?.left
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"lines.csv\"")),
    ];
    Ok((headers, left_out(&left)).into_response())
}
