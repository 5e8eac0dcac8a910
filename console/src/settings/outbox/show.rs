//! One letter: to whom, how far it has come, and each attempt with what the other side said.

use askama::Template;
use domain::access::{OutboxManage, OutboxView};
use domain::notices::{self, Attempt, State};
use domain::records::{Cell as Value, Record};
use kernel::OutgoingId;
use web::records;
use web::ui::{Cell, Choice, Column, DetailView, Row, Shell, TableView, Tone};
use web::{Answer, Id, Visitor, format, page};

use super::super::below;
use super::HERE;
use crate::history::timeline;

#[derive(Template)]
#[template(path = "settings/letter.html")]
struct LetterPage {
    shell: Shell,
    detail: DetailView,
    attempts: Option<TableView>,
    here: String,
    retry: bool,
    drops: bool,
}

pub async fn show(visitor: Visitor, Id(id): Id<OutgoingId>) -> Answer {
    let granted = visitor.may::<OutboxView>()?;
    let mut read = visitor.read().await?;
    let letter = notices::find(&mut read, &granted, id).await?;
    let mut detail = records::detail(&visitor, &letter, &["kind"]);
    detail.timeline = timeline::of_thing(&visitor, &mut read, id.any()).await?;
    let attempts = notices::attempts(&mut read, &granted, id).await?;
    let state = state(&letter);
    let may = visitor.can::<OutboxManage>();
    let frame = below(&visitor, &title(&letter));
    let mut trail = frame.trail.clone();
    trail.push(Choice::new("Outbox", HERE, false));
    page(&LetterPage {
        shell: Shell { trail, ..frame },
        detail,
        attempts: (!attempts.is_empty()).then(|| table(&visitor, &attempts)),
        here: format!("{HERE}/{id}"),
        retry: may
            && matches!(state, State::Waiting | State::Held | State::Failed | State::Unclear | State::Queued),
        drops: may && matches!(state, State::Queued | State::Waiting | State::Held),
    })
}

pub(super) fn title(letter: &Record) -> String {
    let kind = match letter.cell("kind") {
        Value::Choice(kind) => kind.label,
        _ => "Letter",
    };
    format!("{kind} to {}", letter.cell("recipient").text())
}

fn state(letter: &Record) -> State {
    match letter.cell("state") {
        Value::Choice(state) => State::stored(state.value),
        _ => State::Dropped,
    }
}

fn table(visitor: &Visitor, attempts: &[Attempt]) -> TableView {
    let row = |(place, attempt): (usize, &Attempt)| {
        let (tone, words) = outcome(attempt);
        Row {
            key: format!("attempt-{place}"),
            cells: vec![
                Cell::Instant {
                    iso: attempt.at.to_string(),
                    text: format::exact(attempt.at, &visitor.local),
                },
                Cell::badge(tone, words),
                Cell::text(&attempt.answer),
            ],
            ..Row::default()
        }
    };
    TableView {
        id: "attempts".to_owned(),
        path: HERE.to_owned(),
        title: "Attempts".to_owned(),
        noun_singular: "attempt".to_owned(),
        noun_plural: "attempts".to_owned(),
        columns: vec![
            Column::new("When"),
            Column::new("How it ended").class("aside"),
            Column::new("Answer").class("grow lines"),
        ],
        rows: attempts.iter().enumerate().map(row).collect(),
        ..TableView::default()
    }
}

fn outcome(attempt: &Attempt) -> (Tone, &'static str) {
    match attempt.outcome.as_str() {
        "accepted" => (Tone::Good, "Taken"),
        "later" => (Tone::Warning, "Refused for now"),
        "refused" => (Tone::Danger, "Refused"),
        "unreachable" => (Tone::Warning, "Not reached"),
        "unheard" => (Tone::Warning, "No answer"),
        _ => (Tone::Neutral, "Not finished"),
    }
}
