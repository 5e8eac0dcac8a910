//! Requests for emergency access as a table: each with what the visitor can do about it now.

use domain::accounts::secure::{Request, State};
use web::ui::{Badge, Cell, Column, Row, RowAction, TableView, Tone, icon};
use web::{Visitor, format};

use super::PATH;

pub fn table(visitor: &Visitor, requests: &[Request]) -> TableView {
    TableView {
        id: "requests".to_owned(),
        title: "Requests for emergency access".to_owned(),
        columns: vec![
            Column::new("Operator"),
            Column::new("Reason").class("grow"),
            Column::new("State"),
            Column::new("Until"),
            Column::new("").class("unlabelled"),
        ],
        rows: requests.iter().map(|request| row(visitor, request)).collect(),
        ..TableView::default()
    }
}

fn row(visitor: &Visitor, request: &Request) -> Row {
    let until = match request.state {
        State::Waiting | State::Open | State::Over | State::Expired => Cell::Instant {
            iso: request.ends_at.to_string(),
            text: format::instant(request.ends_at, &visitor.local),
        },
        State::Refused | State::Withdrawn => Cell::None,
    };
    Row {
        key: request.id.to_string(),
        cells: vec![
            Cell::Stack { first: request.operator_name.clone(), second: request.account_name.clone() },
            Cell::Stack { first: request.reason.clone(), second: asked(visitor, request) },
            state(request),
            until,
            actions(visitor, request),
        ],
        muted: !matches!(request.state, State::Waiting | State::Open),
        ..Row::default()
    }
}

fn asked(visitor: &Visitor, request: &Request) -> String {
    let asked = format!("Asked {}", format::instant(request.asked_at, &visitor.local));
    match request.state {
        State::Open | State::Over => format!("{asked}, approved by {}", request.answered_by),
        State::Refused => format!("{asked}, refused by {}", request.answered_by),
        State::Waiting | State::Withdrawn | State::Expired => asked,
    }
}

fn state(request: &Request) -> Cell {
    let (tone, words) = match request.state {
        State::Waiting => (Tone::Warning, "Waiting"),
        State::Open => (Tone::Good, "Open"),
        State::Refused => (Tone::Danger, "Refused"),
        State::Withdrawn => (Tone::Neutral, "Taken back"),
        State::Expired => (Tone::Neutral, "Not answered"),
        State::Over => (Tone::Neutral, "Over"),
    };
    Cell::Badges(vec![Badge::new(tone, words)])
}

fn actions(visitor: &Visitor, request: &Request) -> Cell {
    let here = format!("{PATH}/{}", request.id);
    let own = visitor.who.user == request.operator;
    let act = |label: &str, icon_name: &'static str, verb: &str| {
        RowAction::post(label, icon(icon_name), format!("{here}/{verb}")).about(&request.operator_name)
    };
    let shown = match request.state {
        State::Waiting if own => vec![act("Take back", "x", "withdraw")],
        State::Waiting if visitor.who.actor.is_cleared() => {
            vec![act("Approve", "check", "approve"), act("Refuse", "x", "refuse")]
        }
        State::Open => vec![act("End now", "lock", "end")],
        _ => Vec::new(),
    };
    if shown.is_empty() { Cell::None } else { Cell::Actions(shown) }
}
