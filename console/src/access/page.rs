//! The page that explains somebody's access: everything the person may do, and one question answered with its way.

use askama::Template;
use domain::access::explain::{Explanation, Held};
use domain::access::{Key, Kind, offered};
use kernel::{AnyId, Error, Result};
use web::ui::{Cell, Column, FieldKind, FieldView, FormView, Row, SelectOption, Shell, TableView};
use web::{Answer, Pairs, page};

use crate::form_page::field;
use crate::roles::reaches::{heading, words};

#[derive(Template)]
#[template(path = "access/explain.html")]
pub struct AccessPage {
    pub shell: Shell,
    pub table: TableView,
    pub form: FormView,
    pub told: Option<Explanation>,
}

impl AccessPage {
    pub fn new(shell: Shell, held: &[Held], kind: Kind, here: String, asked: &Pairs) -> Self {
        Self { shell, table: table(held), form: form(kind, here, asked), told: None }
    }

    /// With the answer, or with what is wrong with the question.
    pub fn with(mut self, told: Result<Option<Explanation>>) -> Answer {
        match told {
            Ok(told) => self.told = told,
            Err(error) => {
                let error = self.form.refuse(error)?;
                return web::refused(&self, &error);
            }
        }
        page(&self)
    }
}

/// What is asked, if anything is.
pub fn question(asked: &Pairs) -> Result<Option<(Key, Option<AnyId>)>> {
    let Some(name) = asked.get("permission") else { return Ok(None) };
    let key =
        Key::parse(name).ok_or_else(|| Error::invalid("permission", "Choose one of the permissions."))?;
    let record = asked
        .get("record")
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(|text| {
            text.parse().map_err(|_| {
                Error::invalid("record", "Paste the id of a record, such as call_01k…, from its page.")
            })
        })
        .transpose()?;
    Ok(Some((key, record)))
}

fn table(held: &[Held]) -> TableView {
    let row = |one: &Held| Row {
        key: one.key.name().to_owned(),
        cells: vec![
            Cell::Strong(one.key.meaning().to_owned()),
            Cell::text(heading(one.key)),
            Cell::text(words(Some(one.reach))),
            Cell::text(one.roles.join(", ")),
        ],
        ..Row::default()
    };
    TableView {
        id: "access".to_owned(),
        title: "What this person may do".to_owned(),
        columns: vec![
            Column::new("Permission").class("lines"),
            Column::new("About"),
            Column::new("How far"),
            Column::new("From"),
        ],
        rows: held.iter().map(row).collect(),
        ..TableView::default()
    }
}

fn form(kind: Kind, here: String, asked: &Pairs) -> FormView {
    let chosen = asked.get("permission").unwrap_or_default();
    let options = Key::ALL
        .iter()
        .filter(|key| !offered(**key, kind).is_empty())
        .map(|key| {
            SelectOption::new(
                key.name(),
                format!("{}: {}", heading(*key), key.meaning()),
                key.name() == chosen,
            )
        })
        .collect();
    let typed = web::Fields::of([("record", asked.get("record").unwrap_or_default().to_owned())]);
    FormView {
        action: here,
        fields: vec![
            FieldView {
                required: true,
                ..FieldView::new("permission", "May this person…", FieldKind::Select { options })
            },
            FieldView {
                hint: "The id from the record’s page. Empty: whether at all.".to_owned(),
                autocomplete: Some("off".to_owned()),
                ..field(&typed, "record", "…this record", FieldKind::Text)
            },
        ],
        submit: "Explain".to_owned(),
        ..FormView::default()
    }
}
