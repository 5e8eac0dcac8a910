//! The statuses of now, the urgent ones first; and that of one account, for its page.

use askama::Template;
use domain::Read;
use domain::access::{StatusAcknowledge, StatusView};
use domain::statuses::{self, Status};
use kernel::{AccountId, Result};
use web::ui::{Badge, Cell, Column, Empty, Row, Shell, StatusPlace, TableView, Tone, icon};
use web::{Answer, Visitor, level_badge, page, status_card, until_words};

#[derive(Template)]
#[template(path = "statuses/current.html")]
struct CurrentPage {
    shell: Shell,
    table: TableView,
}

pub async fn show(visitor: Visitor) -> Answer {
    let table = now(&visitor, &mut visitor.read().await?, crate::accounts::page_of).await?;
    page(&CurrentPage { shell: visitor.shell("Statuses"), table })
}

/// The statuses of now, each leading to the page of its account that `page_of` names.
pub async fn now(visitor: &Visitor, read: &mut Read, page_of: fn(AccountId) -> String) -> Result<TableView> {
    let granted = visitor.may::<StatusView>()?;
    let found = statuses::all_current(read, &granted, visitor.who.now).await?;
    let rows = found.iter().map(|status| Row {
        key: status.id.to_string(),
        cells: vec![
            Cell::Strong(status.account_name.clone()),
            Cell::Badges(vec![level_badge(&status.level)]),
            Cell::text(&status.text),
            Cell::text(until_words(visitor, status)),
            seen(visitor, status),
        ],
        href: Some(page_of(status.account)),
        ..Row::default()
    });
    Ok(TableView {
        id: "current-statuses".to_owned(),
        title: "Statuses of now".to_owned(),
        noun_singular: "status".to_owned(),
        noun_plural: "statuses".to_owned(),
        columns: ["Account", "Level", "Status", "Lasts", "Seen by me"].map(Column::new).to_vec(),
        rows: rows.collect(),
        empty: Empty {
            icon: icon("info-circle"),
            title: "No account has a status now".to_owned(),
            text: "What a client wants you to know appears here at once.".to_owned(),
            action: None,
        },
        live_topic: Some("statuses".to_owned()),
        ..TableView::default()
    })
}

fn seen(visitor: &Visitor, status: &Status) -> Cell {
    Cell::Badges(vec![if seen_by(visitor, status) {
        Badge::new(Tone::Good, "Seen")
    } else {
        Badge::new(Tone::Accent, "New")
    }])
}

fn seen_by(visitor: &Visitor, status: &Status) -> bool {
    status.seen.iter().any(|one| one.user == visitor.who.user)
}

/// None if it is not the visitor's to see.
pub async fn of_account(visitor: &Visitor, read: &mut Read, id: AccountId) -> Result<Option<StatusPlace>> {
    let Ok(granted) = visitor.may::<StatusView>() else { return Ok(None) };
    let current = statuses::current_of(read, &granted, id, visitor.who.now).await?;
    let card = current.map(|status| {
        let offered = visitor.can::<StatusAcknowledge>() && !seen_by(visitor, &status);
        let action =
            offered.then(|| ("Acknowledge".to_owned(), format!("/console/accounts/{id}/status/acknowledge")));
        status_card(visitor, &status, action)
    });
    Ok(Some(StatusPlace { card }))
}
