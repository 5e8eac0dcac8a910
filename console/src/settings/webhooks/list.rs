//! All webhooks of the organization.

use domain::access::SettingsEdit;
use domain::webhooks::{self, Endpoint};
use web::ui::{Cell, Column, Empty, Row, TableView, icon};
use web::{Answer, Visitor, page};

use super::{PATH, badge, hears_of, page_of};
use crate::list_page::ListPage;

pub async fn show(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let all = webhooks::list(&mut visitor.read().await?, &granted).await?;
    let new = "/console/settings/webhooks/new";
    let table = TableView {
        id: "webhooks".to_owned(),
        path: PATH.to_owned(),
        title: "Webhooks".to_owned(),
        noun_singular: "webhook".to_owned(),
        noun_plural: "webhooks".to_owned(),
        columns: vec![
            Column::new("Webhook").class("grow"),
            Column::new("Hears of"),
            Column::new("State").class("aside"),
        ],
        rows: all.iter().map(row).collect(),
        empty: Empty {
            icon: icon("webhook"),
            title: "No webhooks yet".to_owned(),
            text: "A webhook tells another system what happens here, as it happens.".to_owned(),
            action: Some(("New webhook".to_owned(), new.to_owned())),
        },
        ..TableView::default()
    };
    let action = (!all.is_empty()).then_some((icon("plus"), "New webhook", new));
    page(&ListPage { shell: crate::settings::below(&visitor, "Webhooks"), action, table })
}

fn row(endpoint: &Endpoint) -> Row {
    Row {
        key: endpoint.id.to_string(),
        href: Some(page_of(endpoint.id)),
        cells: vec![
            Cell::Stack { first: endpoint.name.clone(), second: endpoint.url.clone() },
            Cell::text(hears_of(endpoint)),
            Cell::Badges(vec![badge(endpoint)]),
        ],
        muted: endpoint.disabled.is_some(),
        ..Row::default()
    }
}
