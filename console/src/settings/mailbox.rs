//! Letters of an instance that sends none: a demo, or Portico while it is developed. Elsewhere there is no such page.

use askama::Template;
use domain::access::SettingsEdit;
use domain::notices::{Kept, Mailbox};
use kernel::{Error, OutgoingId, Result};
use web::ui::{Cell, Choice, Column, DetailView, Empty, Property, RecordId, Row, Shell, TableView, icon};
use web::{Answer, Id, Visitor, format, page};

use super::below;
use crate::list_page::ListPage;

const HERE: &str = "/console/settings/mailbox";

#[derive(Template)]
#[template(path = "settings/kept.html")]
struct KeptPage {
    shell: Shell,
    detail: DetailView,
}

pub async fn list(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let kept = mailbox(&visitor)?.list(&mut visitor.read().await?, &granted).await?;
    let row = |letter: &Kept| Row {
        key: letter.id.to_string(),
        href: Some(format!("{HERE}/{}", letter.id)),
        cells: vec![Cell::Strong(title(letter)), Cell::text(&letter.to), when(&visitor, letter)],
        ..Row::default()
    };
    let table = TableView {
        id: "mailbox".to_owned(),
        path: HERE.to_owned(),
        title: "Letters".to_owned(),
        noun_singular: "letter".to_owned(),
        noun_plural: "letters".to_owned(),
        columns: vec![Column::new("Letter").class("grow"), Column::new("To"), Column::new("When")],
        rows: kept.iter().map(row).collect(),
        empty: Empty {
            icon: icon("mail"),
            title: "No letters yet".to_owned(),
            text: "This instance sends nothing. What it would send is kept here.".to_owned(),
            action: None,
        },
        ..TableView::default()
    };
    page(&ListPage { shell: below(&visitor, "Mailbox"), action: None, table })
}

pub async fn show(visitor: Visitor, Id(id): Id<OutgoingId>) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let letter = mailbox(&visitor)?.find(&mut visitor.read().await?, &granted, id).await?;
    let frame = below(&visitor, &title(&letter));
    let mut trail = frame.trail.clone();
    trail.push(Choice::new("Mailbox", HERE, false));
    let detail = DetailView {
        id: RecordId(letter.id.to_string()),
        body: Some(letter.text.clone()),
        properties: vec![
            Property::new("To", Cell::text(&letter.to)),
            Property::new("When", when(&visitor, &letter)),
        ],
        ..DetailView::default()
    };
    page(&KeptPage { shell: Shell { trail, ..frame }, detail })
}

fn mailbox(visitor: &Visitor) -> Result<&Mailbox> {
    visitor.site.settings.ways.mailbox.as_ref().ok_or(Error::NotFound)
}

/// A text message has no subject.
fn title(letter: &Kept) -> String {
    if letter.subject.is_empty() { "Text message".to_owned() } else { letter.subject.clone() }
}

fn when(visitor: &Visitor, letter: &Kept) -> Cell {
    Cell::Instant { iso: letter.at().to_string(), text: format::exact(letter.at(), &visitor.local) }
}
