//! Where one is signed in, and ending it there.

use axum::extract::Path;
use axum::response::Response;
use domain::sign_in::devices::describe as device;
use domain::sign_in::{self, SessionRow};
use kernel::SessionId;

use super::base;
use crate::ui::{Badge, Cell, Column, Row, RowAction, TableView, Tone, icon};
use crate::{Answer, Fields, Visitor, format};

pub(super) fn table(visitor: &Visitor, rows: &[SessionRow]) -> TableView {
    let rows = rows.iter().map(|session| {
        let current = session.id == visitor.who.session;
        let place = match (&session.operator, current) {
            (Some(operator), _) => Cell::badge(Tone::Warning, format!("{operator}, as you")),
            (None, true) => Cell::Badges(vec![Badge::new(Tone::Good, "This device")]),
            (None, false) => Cell::None,
        };
        let end = RowAction::post("End", icon("x"), format!("{}/sessions/{}/end", base(visitor), session.id))
            .about(device(&session.agent));
        let instant = |at: kernel::Timestamp| Cell::Instant {
            iso: at.to_string(),
            text: format::instant(at, &visitor.local),
        };
        Row {
            key: session.id.to_string(),
            cells: vec![
                Cell::Strong(device(&session.agent)),
                place,
                Cell::text(&session.address),
                instant(session.created_at),
                instant(session.seen_at),
                if current || visitor.who.login_as.is_some() { Cell::None } else { Cell::Actions(vec![end]) },
            ],
            ..Row::default()
        }
    });
    TableView {
        id: "sessions".to_owned(),
        path: base(visitor).to_owned(),
        title: "Where you are signed in".to_owned(),
        noun_singular: "session".to_owned(),
        noun_plural: "sessions".to_owned(),
        columns: vec![
            Column::new("Device"),
            Column::new("Who").class("aside"),
            Column::new("Address"),
            Column::new("Signed in"),
            Column::new("Last seen"),
            Column::new("").class("unlabelled"),
        ],
        rows: rows.collect(),
        ..TableView::default()
    }
}

pub(super) async fn end_one(visitor: Visitor, Path(id): Path<String>, fields: Fields) -> Answer {
    fields.only(&[])?;
    let id: SessionId = id.parse().map_err(|_| kernel::Error::NotFound)?;
    sign_in::end_own(visitor.house(), &visitor.who, id).await?;
    Ok(ended(&visitor, "The session was ended."))
}

pub(super) async fn end_others(visitor: Visitor, fields: Fields) -> Answer {
    fields.only(&[])?;
    sign_in::end_others(visitor.house(), &visitor.who).await?;
    Ok(ended(&visitor, "All other sessions were ended."))
}

fn ended(visitor: &Visitor, words: &str) -> Response {
    visitor.done(base(visitor), words)
}
