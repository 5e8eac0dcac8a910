//! A file of accounts is brought, or its lines are pasted; below it are the imports of before.

use askama::Template;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use domain::access::AccountsCreate;
use domain::accounts::import::{self, AccountImport, Field, LARGEST, MOST, Sheet};
use kernel::{Error, ImportId, Result};
use web::ui::{Cell, Column, FieldKind, FieldView, FormView, Row, Shell, TableView};
use web::upload::{self, NoFile};
use web::{Answer, Fields, LocalPath, Visitor, format, page, redirect, refused};

use super::{counted, page_of};
use crate::accounts::list;
use crate::form_page::field;

const HERE: &str = "/console/accounts/import";

#[derive(Template)]
#[template(path = "imports/bring.html")]
struct BringPage {
    shell: Shell,
    known: String,
    file: FormView,
    pasted: FormView,
    before: TableView,
}

pub async fn ask(visitor: Visitor) -> Answer {
    page(&bring_page(&visitor, &Fields::default()).await?)
}

pub async fn file(visitor: Visitor, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    let outcome = match upload::file(&parts.headers, body, "file", LARGEST).await {
        Ok(file) => bring(&visitor, &file.name, &file.bytes).await,
        Err(NoFile::Wrong(error)) => Err(error),
        Err(NoFile::TooLarge) => {
            let mut page_again = bring_page(&visitor, &Fields::default()).await?;
            let words = format!("This file is too large: at most {} MB. Split it.", LARGEST / 1_000_000);
            page_again.file.refuse(Error::invalid("file", words))?;
            return Ok((StatusCode::PAYLOAD_TOO_LARGE, page(&page_again)?).into_response());
        }
    };
    match outcome {
        Ok(id) => Ok(redirect(&LocalPath::or(None, &page_of(id))).into_response()),
        Err(error) => {
            let mut page = bring_page(&visitor, &Fields::default()).await?;
            let error = page.file.refuse(error)?;
            refused(&page, &error)
        }
    }
}

pub async fn pasted(visitor: Visitor, typed: Fields) -> Answer {
    typed.only(&["lines"])?;
    match bring(&visitor, "", typed.get("lines").as_bytes()).await {
        Ok(id) => Ok(redirect(&LocalPath::or(None, &page_of(id))).into_response()),
        Err(error) => {
            let mut page = bring_page(&visitor, &typed).await?;
            let error = match error {
                Error::Invalid(invalid) => {
                    Error::invalid("lines", invalid.message("file").unwrap_or_default())
                }
                other => other,
            };
            let error = page.pasted.refuse(error)?;
            refused(&page, &error)
        }
    }
}

async fn bring(visitor: &Visitor, name: &str, bytes: &[u8]) -> Result<ImportId> {
    let granted = visitor.may::<AccountsCreate>()?;
    let sheet = Sheet::read(bytes)?;
    import::bring(visitor.house(), &granted, name, &sheet).await
}

async fn bring_page(visitor: &Visitor, typed: &Fields) -> Result<BringPage> {
    let granted = visitor.may::<AccountsCreate>()?;
    let before = import::list(&mut visitor.read().await?, &granted).await?;
    let known: Vec<&str> = Field::all().map(Field::label).collect();
    Ok(BringPage {
        shell: list::below(visitor, "Import accounts", &[]),
        known: known.join(", "),
        file: FormView {
            action: HERE.to_owned(),
            fields: vec![FieldView {
                required: true,
                hint: format!(
                    "A list with a line for each account and the names of its columns above them, saved as CSV: at most \
                     {},000 accounts and {} MB.",
                    MOST / 1000,
                    LARGEST / 1_000_000
                ),
                ..FieldView::new("file", "CSV file", FieldKind::File)
            }],
            submit: "Look at it".to_owned(),
            cancel_href: Some(list::PATH.to_owned()),
            has_files: true,
            ..FormView::default()
        },
        pasted: FormView {
            action: format!("{HERE}/pasted"),
            fields: vec![FieldView {
                required: true,
                maxlength: Some(100_000),
                hint: "Copied from a spreadsheet with the names of the columns, or written with commas."
                    .to_owned(),
                ..field(typed, "lines", "Lines", FieldKind::TextArea { rows: 6 })
            }],
            submit: "Look at them".to_owned(),
            ..FormView::default()
        },
        before: TableView {
            id: "imports".to_owned(),
            title: "Imports".to_owned(),
            columns: vec![
                Column::new("File").class("grow"),
                Column::new("Imported"),
                Column::new("By"),
                Column::new("Lines").numeric(),
            ],
            rows: before.iter().map(|one| row(visitor, one)).collect(),
            ..TableView::default()
        },
    })
}

fn row(visitor: &Visitor, import: &AccountImport) -> Row {
    let begun = import.begun.map(|(at, _)| format::instant(at, &visitor.local)).unwrap_or_default();
    Row {
        key: import.id.to_string(),
        href: Some(page_of(import.id)),
        cells: vec![
            Cell::text(&import.name),
            Cell::text(begun),
            Cell::text(&import.by),
            Cell::Number(counted(import.lines, "line")),
        ],
        ..Row::default()
    }
}
