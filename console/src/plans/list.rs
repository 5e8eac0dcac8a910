//! The plans of the organization, with how many accounts have each.

use domain::access::{AccountsView, SettingsEdit};
use domain::accounts::plans::{self, Limited, Plan};
use web::ui::{Cell, Column, Empty, Row, RowAction, TableView, icon};
use web::{Answer, Visitor, page};

use super::{PATH, page_of, words};
use crate::list_page::ListPage;
use crate::settings;

pub async fn show(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let found = plans::list(&mut visitor.read().await?, &granted).await?;
    let see = visitor.can::<AccountsView>();
    let mut columns = vec![Column::new("Plan"), Column::new("Price")];
    columns.extend(Limited::ALL.map(|what| Column::new(words::label(what)).numeric()));
    columns.push(Column::new("Accounts").numeric());
    columns.push(Column::new("").class("unlabelled"));
    let table = TableView {
        id: "plans".to_owned(),
        title: "Plans".to_owned(),
        columns,
        rows: found.into_iter().map(|(plan, accounts)| row(&plan, accounts, see)).collect(),
        empty: Empty {
            icon: icon("receipt"),
            title: "No plans yet".to_owned(),
            text: "A plan says what a client gets for its price, and how many portal users, contacts and numbers its \
                   account may have."
                .to_owned(),
            action: Some(("New plan".to_owned(), format!("{PATH}/new"))),
        },
        ..TableView::default()
    };
    let shell = settings::below(&visitor, "Plans");
    page(&ListPage { shell, action: Some((icon("plus"), "New plan", "/console/settings/plans/new")), table })
}

fn row(plan: &Plan, accounts: i64, see: bool) -> Row {
    let count = if see && accounts > 0 {
        Cell::Link {
            text: accounts.to_string(),
            href: format!("/console/accounts?plan={}&locked=include", plan.id),
        }
    } else {
        Cell::Number(accounts.to_string())
    };
    let features = plan.features.join(" · ");
    let mut cells = vec![
        Cell::Stack { first: plan.name.clone(), second: features },
        if plan.price.is_empty() { Cell::None } else { Cell::text(&plan.price) },
    ];
    cells.extend(Limited::ALL.map(|what| match plan.limits.of(what) {
        Some(most) => Cell::Number(most.to_string()),
        None => Cell::Muted("Any".to_owned()),
    }));
    cells.push(count);
    let others = vec![
        RowAction::link("Edit", icon("edit"), page_of(plan.id)),
        RowAction::ask("Delete…", icon("trash"), format!("{}/delete", page_of(plan.id))),
    ];
    cells.push(Cell::Menu { about: plan.name.clone(), shown: Vec::new(), others });
    Row { key: plan.id.to_string(), href: Some(page_of(plan.id)), cells, ..Row::default() }
}
