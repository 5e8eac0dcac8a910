//! What a user of the account sees, and from which role: for the admin who wonders.

use askama::Template;
use domain::access::explain::{self, Held};
use domain::access::{Reach, UsersView};
use domain::people::users;
use kernel::MemberId;
use web::ui::{Cell, Column, Row, Shell, TableView};
use web::{Answer, Id, Visitor, page};

use super::below;

#[derive(Template)]
#[template(path = "access.html")]
struct AccessPage {
    shell: Shell,
    contact: String,
    table: TableView,
}

pub async fn show(visitor: Visitor, Id(id): Id<MemberId>) -> Answer {
    let granted = visitor.may::<UsersView>()?;
    let mut read = visitor.read().await?;
    let member = users::find(&mut read, &granted, id).await?;
    let held = explain::of_user(visitor.house(), &mut read, &granted, id).await?;
    page(&AccessPage {
        shell: below(&visitor, &format!("What {} may do", member.name)),
        contact: match member.contact {
            Some(_) => format!("“Own only” means what is for the contact {}.", member.contact_name),
            None => "This user is linked to no contact: “own only” reaches nothing that is for a contact."
                .to_owned(),
        },
        table: table(&held),
    })
}

fn table(held: &[Held]) -> TableView {
    let row = |one: &Held| Row {
        key: one.key.name().to_owned(),
        cells: vec![
            Cell::Strong(one.key.meaning().to_owned()),
            Cell::text(if one.reach == Reach::Own { "Own only" } else { "Whole account" }),
            Cell::text(one.roles.join(", ")),
        ],
        ..Row::default()
    };
    TableView {
        id: "access".to_owned(),
        title: "What this user may do".to_owned(),
        columns: vec![Column::new("Permission").class("lines"), Column::new("How far"), Column::new("From")],
        rows: held.iter().map(row).collect(),
        ..TableView::default()
    }
}
