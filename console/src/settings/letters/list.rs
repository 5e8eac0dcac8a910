//! All texts of letters, each with when it is sent and whether it is the organization's own.

use domain::access::SettingsEdit;
use domain::notices::texts::{self, TextName};
use web::ui::{Cell, Column, Row, TableView, Tone};
use web::{Answer, Visitor, page};

use super::super::below;
use super::HERE;
use crate::list_page::ListPage;

pub async fn show(visitor: Visitor) -> Answer {
    let granted = visitor.may::<SettingsEdit>()?;
    let mut read = visitor.read().await?;
    let mut rows = Vec::new();
    for name in TextName::all() {
        let text = texts::text(&mut read, &granted, name).await?;
        let shape = name.kind.shape();
        rows.push(Row {
            key: name.to_string(),
            href: Some(format!("{HERE}/{name}")),
            cells: vec![
                Cell::Strong(shape.title.to_owned()),
                Cell::text(name.channel.title()),
                Cell::text(shape.about),
                if text.own {
                    Cell::badge(Tone::Accent, "Your own")
                } else {
                    Cell::Muted("As it ships".to_owned())
                },
            ],
            ..Row::default()
        });
    }
    let table = TableView {
        id: "letters".to_owned(),
        path: HERE.to_owned(),
        title: "Letters".to_owned(),
        noun_singular: "text".to_owned(),
        noun_plural: "texts".to_owned(),
        columns: vec![
            Column::new("Letter"),
            Column::new("By"),
            Column::new("When").class("grow lines"),
            Column::new("Text").class("aside"),
        ],
        rows,
        ..TableView::default()
    };
    page(&ListPage { shell: below(&visitor, "Letters"), action: None, table })
}
