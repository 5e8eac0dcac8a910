//! The list of one's own passkeys.

use domain::sign_in::passkeys::Passkey;
use kernel::Timestamp;

use crate::factors::{base, home};
use crate::ui::{Cell, Column, Row, TableView, Tone};
use crate::{Visitor, format};

pub(crate) fn table(visitor: &Visitor, passkeys: &[Passkey]) -> TableView {
    let instant =
        |at: Timestamp| Cell::Instant { iso: at.to_string(), text: format::instant(at, &visitor.local) };
    let rows = passkeys.iter().map(|passkey| Row {
        key: passkey.id.to_string(),
        href: Some(format!("{}/passkeys/{}", base(visitor), passkey.id)),
        cells: vec![
            Cell::Strong(passkey.name.clone()),
            if passkey.backed_up {
                Cell::badge(Tone::Neutral, "Synced")
            } else {
                Cell::badge(Tone::Neutral, "On one device")
            },
            instant(passkey.created_at),
            passkey.used_at.map_or_else(|| Cell::text("Never"), instant),
        ],
        ..Row::default()
    });
    TableView {
        id: "passkeys".to_owned(),
        path: home(visitor),
        title: "Your passkeys".to_owned(),
        noun_singular: "passkey".to_owned(),
        noun_plural: "passkeys".to_owned(),
        columns: vec![
            Column::new("Name").class("grow"),
            Column::new("Kept").class("aside"),
            Column::new("Added"),
            Column::new("Last used"),
        ],
        rows: rows.collect(),
        ..TableView::default()
    }
}
