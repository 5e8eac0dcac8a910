//! The checklist in its order.

use domain::access::SettingsEdit;
use domain::accounts::onboarding::{self, Step, Whose};
use web::ui::{Cell, Column, Empty, Row, RowAction, TableView, Tone, icon};
use web::{Answer, Visitor, page};

use super::{PATH, page_of};
use crate::list_page::ListPage;
use crate::settings;

pub async fn show(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let steps = onboarding::list(&mut visitor.read().await?, &granted).await?;
    let last = steps.len();
    let table = TableView {
        id: "onboarding".to_owned(),
        title: "Onboarding".to_owned(),
        columns: vec![
            Column::new("Step").class("lines"),
            Column::new("Whose turn").class("aside"),
            Column::new("Completed when"),
            Column::new("").class("unlabelled"),
        ],
        rows: steps.iter().zip(1..).map(|(step, place)| row(step, place, last)).collect(),
        empty: Empty {
            icon: icon("checkbox"),
            title: "No checklist yet".to_owned(),
            text: "What a new client and your team do until everything runs: each step is ticked, or completes by \
                   itself when it happens."
                .to_owned(),
            action: Some(("New step".to_owned(), format!("{PATH}/new"))),
        },
        ..TableView::default()
    };
    let action = Some((icon("plus"), "New step", "/console/settings/onboarding/new"));
    page(&ListPage { shell: settings::below(&visitor, "Onboarding"), action, table })
}

fn row(step: &Step, place: usize, last: usize) -> Row {
    let page = page_of(step.id);
    let shift = |label: &str, name: &'static str, way: &str| {
        RowAction::post(label, icon(name), format!("{page}/move")).about(&step.title).with("way", way)
    };
    let mut others = vec![RowAction::link("Edit", icon("edit"), page.clone())];
    if place > 1 {
        others.push(shift("Move up", "arrow-up", "up"));
    }
    if place < last {
        others.push(shift("Move down", "arrow-down", "down"));
    }
    others.push(RowAction::ask("Delete…", icon("trash"), format!("{page}/delete")));
    Row {
        key: step.id.to_string(),
        href: Some(page),
        cells: vec![
            Cell::Stack { first: step.title.clone(), second: step.about.clone() },
            match step.whose {
                Whose::Client => Cell::badge(Tone::Accent, "The client"),
                Whose::Team => Cell::badge(Tone::Neutral, "Your team"),
            },
            Cell::text(step.completes.words()),
            Cell::Menu { about: step.title.clone(), shown: Vec::new(), others },
        ],
        ..Row::default()
    }
}
