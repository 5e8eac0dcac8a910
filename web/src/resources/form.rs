//! What is asked of whoever writes a resource.

use domain::records::{Cell, Record};
use domain::resources::proposals::{Proposal, Wish};
use domain::resources::{CATEGORIES, LONGEST_TEXT, LONGEST_TITLE, ResourceDetails};
use kernel::{Error, Result, Timestamp};

use crate::form_page::select;
use crate::ui::{FieldKind, FieldView};
use crate::{Fields, Visitor};

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

/// From when on it is to hold; left empty, at once.
pub fn later(typed: &Fields, label: &str, hint: &str) -> FieldView {
    FieldView {
        short: true,
        hint: hint.to_owned(),
        value: typed.get("at").to_owned(),
        autocomplete: Some("off".to_owned()),
        ..FieldView::new("at", label, FieldKind::DateTime)
    }
}

/// What the form opens with for a proposal, of which the resource has this version now.
pub fn opening_of(visitor: &Visitor, proposal: &Proposal, version: i64) -> Fields {
    let details = proposal.details.clone();
    Fields::of([
        ("category", details.category),
        ("title", details.title),
        ("text", details.text),
        ("version", version.to_string()),
        ("revision", proposal.revision.to_string()),
        ("at", proposal.wanted_at.map(|at| visitor.local.for_field(at)).unwrap_or_default()),
    ])
}

/// What was written, the version that it was written from, and from when on it is to hold.
pub fn read_wish(visitor: &Visitor, typed: &Fields) -> Result<(Option<i64>, Wish)> {
    let (version, details) = read(typed)?;
    Ok((version, Wish { details, at: read_later(visitor, typed)? }))
}

fn read_later(visitor: &Visitor, typed: &Fields) -> Result<Option<Timestamp>> {
    match typed.get("at").trim() {
        "" => Ok(None),
        text => visitor
            .local
            .read(text)
            .map(Some)
            .ok_or_else(|| Error::invalid("at", "Write a date and a time of day.")),
    }
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
