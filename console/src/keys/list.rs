//! The API keys of the organization: whose they are, what they may do, and until when.

use domain::access::KeysManage;
use domain::sign_in::keys::{self, KeyRow};
use web::ui::{Badge, Cell, Column, Empty, Row, RowAction, TableView, Tone, icon};
use web::{Answer, Visitor, format, page};

use super::PATH;
use crate::list_page::ListPage;

pub async fn show(visitor: Visitor) -> Answer {
    let granted = visitor.may::<KeysManage>()?;
    let found = keys::list(&mut visitor.read().await?, &granted).await?;
    let action = Some((icon("plus"), "New API key", "/console/keys/new"));
    page(&ListPage { shell: visitor.shell("API keys"), action, table: table(&visitor, &found) })
}

fn table(visitor: &Visitor, keys: &[KeyRow]) -> TableView {
    TableView {
        id: "keys".to_owned(),
        title: "API keys".to_owned(),
        columns: vec![
            Column::new("Name"),
            Column::new("State").class("aside"),
            Column::new("Owner"),
            Column::new("Permissions").class("lines"),
            Column::new("Created"),
            Column::new("Ends"),
            Column::new("").class("unlabelled"),
        ],
        rows: keys.iter().map(|key| row(visitor, key)).collect(),
        empty: Empty {
            icon: icon("key"),
            title: "No API keys yet".to_owned(),
            text: "With a key a program can bring calls and messages in, or read them.".to_owned(),
            action: Some(("New API key".to_owned(), format!("{PATH}/new"))),
        },
        ..TableView::default()
    }
}

fn row(visitor: &Visitor, key: &KeyRow) -> Row {
    let at = |at: kernel::Timestamp| Cell::Instant {
        iso: at.to_string(),
        text: format::instant(at, &visitor.local),
    };
    let (tone, state) = state(key, visitor.who.now);
    let dead = tone != Tone::Good;
    let revoke =
        RowAction::ask("Revoke…", icon("trash"), format!("{PATH}/{}/revoke", key.id)).about(&key.name);
    let may = key.permissions.iter().map(|name| Badge::new(Tone::Neutral, *name)).collect();
    Row {
        key: key.id.to_string(),
        cells: vec![
            Cell::Strong(key.name.clone()),
            Cell::badge(tone, state),
            Cell::text(&key.owner),
            Cell::Badges(may),
            at(key.created_at),
            at(key.ends_at),
            if dead { Cell::None } else { Cell::Actions(vec![revoke]) },
        ],
        muted: dead,
        ..Row::default()
    }
}

fn state(key: &KeyRow, now: kernel::Timestamp) -> (Tone, &'static str) {
    match key.revoked_at {
        Some(_) => (Tone::Danger, "Revoked"),
        None if now >= key.ends_at => (Tone::Neutral, "Ended"),
        None => (Tone::Good, "Active"),
    }
}
