//! What is asked of whoever writes a resource.

use domain::records::{Cell, Record};
use domain::resources::{CATEGORIES, LONGEST_TEXT, LONGEST_TITLE, ResourceDetails};
use kernel::{Error, Result};

use crate::Fields;
use crate::form_page::select;
use crate::ui::{FieldKind, FieldView};

pub const FIELDS: [&str; 4] = ["category", "title", "text", "version"];

pub fn fields(typed: &Fields) -> Vec<FieldView> {
    let categories = CATEGORIES.iter().map(|one| (one.value.to_owned(), one.label.to_owned()));
    let words = |name: &str, label: &str, most, kind| FieldView {
        required: true,
        value: typed.get(name).to_owned(),
        maxlength: Some(most),
        autocomplete: Some("off".to_owned()),
        ..FieldView::new(name, label, kind)
    };
    vec![
        FieldView {
            value: typed.get("version").to_owned(),
            ..FieldView::new("version", "Version", FieldKind::Hidden)
        },
        words("title", "Title", LONGEST_TITLE, FieldKind::Text),
        FieldView { short: true, required: true, ..select(typed, "category", "Category", None, categories) },
        FieldView {
            hint: "Markdown: # for a heading, - for a list, **bold**, [words](https://…) for a link."
                .to_owned(),
            ..words("text", "What operators need to know", LONGEST_TEXT, FieldKind::TextArea { rows: 16 })
        },
    ]
}

/// What the form opens with for a resource that is there.
pub fn opening(record: &Record) -> Fields {
    let value = |name: &str| record.cell(name).plain();
    Fields::of([
        (
            "category",
            match record.cell("category") {
                Cell::Choice(category) => category.value.to_owned(),
                _ => String::new(),
            },
        ),
        ("title", value("title")),
        ("text", value("text")),
        ("version", value("version")),
    ])
}

/// What was written, and the version that it was written from, if it was one.
pub fn read(typed: &Fields) -> Result<(Option<i64>, ResourceDetails)> {
    let version = match typed.get("version") {
        "" => None,
        text => Some(text.parse().map_err(|_| Error::invalid("version", "There is no such version."))?),
    };
    let details = ResourceDetails {
        category: typed.get("category").to_owned(),
        title: typed.get("title").to_owned(),
        text: typed.get("text").to_owned(),
    };
    Ok((version, details))
}
