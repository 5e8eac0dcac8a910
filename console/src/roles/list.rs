//! The roles of the organization: for operators and for portal users, with how many people hold each.

use askama::Template;
use domain::access::roles::{self, Role};
use domain::access::{Kind, RolesManage};
use domain::records::Total;
use kernel::Result;
use web::ui::{Cell, Column, Row, RowAction, Shell, TableView, Tone, icon};
use web::{Answer, Visitor, page};

use super::{PATH, page_of, whose};

#[derive(Template)]
#[template(path = "roles/list.html")]
struct RolesPage {
    shell: Shell,
    /// Heading, what it is for, the address of a new one, and the roles.
    parts: Vec<(&'static str, &'static str, String, TableView)>,
}

pub async fn show(visitor: Visitor) -> Answer {
    let mut parts = Vec::new();
    for (kind, title, about) in [
        (Kind::Operator, "For operators", "What the people of your organization may do."),
        (Kind::PortalUser, "For portal users", "What your clients’ people may do in the portal."),
    ] {
        let new = format!("{PATH}/new?kind={}", kind.name());
        parts.push((title, about, new, table(&visitor, kind).await?));
    }
    page(&RolesPage { shell: visitor.shell("Roles"), parts })
}

async fn table(visitor: &Visitor, kind: Kind) -> Result<TableView> {
    let granted = visitor.may::<RolesManage>()?;
    let mut read = visitor.read().await?;
    let mut rows = Vec::new();
    for role in roles::of_kind(&mut read, &granted, kind).await? {
        let people = roles::how_many(&mut read, &granted, role.id).await?;
        rows.push(row(&role, people));
    }
    Ok(TableView {
        id: format!("roles-{}", kind.name().replace('_', "-")),
        title: format!("Roles for {}", whose(kind)),
        columns: vec![
            Column::new("Role").class("lines"),
            Column::new("People").numeric(),
            Column::new("Kind").class("aside"),
            Column::new("").class("unlabelled"),
        ],
        rows,
        ..TableView::default()
    })
}

fn row(role: &Role, people: Total) -> Row {
    let kind = match role.preset {
        Some(_) => Cell::badge(Tone::Neutral, "Built in"),
        None => Cell::badge(Tone::Accent, "Your own"),
    };
    Row {
        key: role.id.to_string(),
        href: Some(page_of(role.id)),
        cells: vec![
            Cell::Stack { first: role.name.clone(), second: role.description.clone() },
            Cell::Number(people.to_string()),
            kind,
            Cell::Menu { about: role.name.clone(), shown: Vec::new(), others: actions(role) },
        ],
        ..Row::default()
    }
}

/// What can be done with a role: one that ships can only be cloned.
pub fn actions(role: &Role) -> Vec<RowAction> {
    let page = page_of(role.id);
    let clone = RowAction::link("Clone", icon("copy"), format!("{PATH}/new?from={}", role.id));
    if role.preset.is_some() {
        return vec![clone];
    }
    vec![
        RowAction::link("Edit", icon("edit"), format!("{page}/edit")),
        clone,
        RowAction::link("Delete…", icon("trash"), format!("{page}/delete")),
    ]
}
