//! The report on work on many records: while it goes on, the page follows it by itself.

use askama::Template;
use domain::jobs::{self, Job, State};
use kernel::JobId;
use web::ui::{Badge, Cell, Choice, Column, Row, Shell, TableView, Tone};
use web::{Answer, Id, Pairs, Visitor, page};

use super::page_of;

/// Reasons on one page.
const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "jobs/show.html")]
struct JobPage {
    shell: Shell,
    job: Job,
    here: String,
    badge: Badge,
    /// “41 deleted, 2 skipped”.
    words: String,
    /// In percent.
    progress: i64,
    skipped: TableView,
    more: Option<String>,
    back: (&'static str, &'static str),
}

pub async fn show(visitor: Visitor, Id(id): Id<JobId>, pairs: Pairs) -> Answer {
    let after = pairs.get("after").and_then(|after| after.parse().ok());
    let report = jobs::report(&mut visitor.read().await?, &visitor.who.actor, id, after, SHOWN).await?;
    let job = report.job;
    let (back_words, back) = match job.kind {
        jobs::Kind::DeleteUsers
        | jobs::Kind::DisableUsers
        | jobs::Kind::EnableUsers
        | jobs::Kind::SendInvitations => ("Portal Access", "/console/settings/client/portal-access"),
        jobs::Kind::TagAccounts
        | jobs::Kind::UntagAccounts
        | jobs::Kind::AssignAccounts
        | jobs::Kind::PlanAccounts
        | jobs::Kind::LockAccounts
        | jobs::Kind::UnlockAccounts
        | jobs::Kind::ImportAccounts
        | jobs::Kind::UndoImport => ("Client Accounts", "/console/accounts"),
    };
    let settings = (back != "/console/accounts").then(|| Choice::new("Settings", "/console/settings", false));
    page(&JobPage {
        shell: Shell {
            trail: settings.into_iter().chain([Choice::new(back_words, back, false)]).collect(),
            ..visitor.shell(job.kind.title())
        },
        here: page_of(id),
        badge: badge(job.state),
        words: words(&job),
        progress: (job.done + job.skipped) * 100 / job.total.max(1),
        skipped: table(report.skipped),
        more: report.more_after.map(|place| format!("{}?after={place}", page_of(id))),
        back: (back_words, back),
        job,
    })
}

fn words(job: &Job) -> String {
    let skipped = if job.skipped == 0 { String::new() } else { format!(", {} skipped", job.skipped) };
    let of = if job.state.is_over() { String::new() } else { format!(" of {}", job.total) };
    format!("{}{of} {}{skipped}", job.done, job.kind.done())
}

fn badge(state: State) -> Badge {
    match state {
        State::Waiting => Badge::new(Tone::Neutral, "Waiting"),
        State::Running => Badge::new(Tone::Accent, "At work"),
        State::Done => Badge::new(Tone::Good, "Done"),
        State::Stopped => Badge::new(Tone::Danger, "Stopped"),
    }
}

fn table(skipped: Vec<(String, String)>) -> TableView {
    let row = |(place, (label, reason)): (usize, (String, String))| Row {
        key: place.to_string(),
        cells: vec![Cell::text(label), Cell::text(reason)],
        ..Row::default()
    };
    TableView {
        id: "skipped".to_owned(),
        title: "Skipped".to_owned(),
        columns: vec![Column::new("Who"), Column::new("Why").class("lines")],
        rows: skipped.into_iter().enumerate().map(row).collect(),
        ..TableView::default()
    }
}
