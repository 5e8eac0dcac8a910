//! The operators of the organization: their roles, and whether they can come in.

use domain::access::OperatorsManage;
use domain::operators::{self, Operator};
use web::ui::{Cell, Column, Row, RowAction, TableView, Tone, icon};
use web::{Answer, Visitor, page};

use super::page_of;
use crate::list_page::ListPage;

pub async fn show(visitor: Visitor) -> Answer {
    let granted = visitor.may::<OperatorsManage>()?;
    let found = operators::list(&mut visitor.read().await?, &granted).await?;
    let table = TableView {
        id: "operators".to_owned(),
        title: "Operators".to_owned(),
        columns: vec![
            Column::new("Operator"),
            Column::new("Roles").class("lines"),
            Column::new("State").class("aside"),
            Column::new("").class("unlabelled"),
        ],
        rows: found.iter().map(|operator| row(&visitor, operator)).collect(),
        ..TableView::default()
    };
    let action = Some((icon("user-plus"), "Add operator", "/console/operators/new"));
    page(&ListPage { shell: crate::settings::below(&visitor, "Operators"), action, table })
}

fn row(visitor: &Visitor, operator: &Operator) -> Row {
    let others = changes(visitor, operator);
    Row {
        key: operator.id.to_string(),
        href: Some(page_of(operator.id)),
        cells: vec![
            Cell::Stack { first: operator.name.clone(), second: operator.email.clone() },
            names(operator),
            state(operator),
            Cell::Menu { about: operator.name.clone(), shown: Vec::new(), others },
        ],
        muted: operator.disabled_at.is_some(),
        ..Row::default()
    }
}

pub fn names(operator: &Operator) -> Cell {
    match operator.role_names() {
        names if names.is_empty() => Cell::Muted("No roles yet".to_owned()),
        names => Cell::text(names),
    }
}

pub fn state(operator: &Operator) -> Cell {
    match (operator.disabled_at, operator.has_password) {
        (Some(_), _) => Cell::badge(Tone::Danger, "Disabled"),
        (None, false) => Cell::badge(Tone::Warning, "No password yet"),
        (None, true) => Cell::badge(Tone::Good, "Active"),
    }
}

/// What may be changed about an operator; nobody takes the access from himself or herself.
pub fn changes(visitor: &Visitor, operator: &Operator) -> Vec<RowAction> {
    let page = page_of(operator.id);
    let mut changes = vec![
        RowAction::link("Edit", icon("edit"), format!("{page}/edit")),
        RowAction::link("Access", icon("shield"), format!("{page}/access")),
        RowAction::post("New password link", icon("link"), format!("{page}/invite")),
    ];
    if visitor.who.user == operator.id {
        return changes;
    }
    changes.push(match operator.disabled_at {
        None => RowAction::post("Disable", icon("user-off"), format!("{page}/disable")),
        Some(_) => RowAction::post("Enable", icon("user-check"), format!("{page}/enable")),
    });
    changes.push(RowAction::ask("Delete…", icon("trash"), format!("{page}/delete")));
    changes
}
