//! A value of a record as a person reads it.

use domain::people::contacts;
use domain::records as data;
use kernel::Local;

use crate::format;
use crate::ui::{Cell, Tone, icon};

/// What `field` holds, for a viewer who reads the clock so.
pub fn cell(field: &data::Field, value: &data::Cell, local: &Local) -> Cell {
    match value {
        data::Cell::Empty => Cell::None,
        data::Cell::Text(text) => text_cell(field, text),
        data::Cell::Names(names) => Cell::text(names.join(", ")),
        data::Cell::Ways(ways) => Cell::text(contacts::listed(ways)),
        data::Cell::Number(n) => Cell::Number(n.to_string()),
        data::Cell::Duration(seconds) => Cell::Duration(format::duration(*seconds)),
        data::Cell::Instant(at) => Cell::Instant { iso: at.to_string(), text: format::instant(*at, local) },
        data::Cell::Choice(choice) if field.mark.is_some() => mark(field, choice),
        data::Cell::Choice(choice) if matches!(field.kind, data::Kind::Action) => Cell::text(choice.label),
        data::Cell::Choice(choice) => Cell::badge(tone(choice.tone), choice.label),
        data::Cell::Reference { id, label } => match field.kind {
            data::Kind::Reference(_, page) if !page.is_empty() => {
                Cell::Link { text: label.clone(), href: format!("{page}/{id}") }
            }
            _ => Cell::text(label),
        },
    }
}

/// The first of the values as a drawing, and the others as nothing.
fn mark(field: &data::Field, choice: &data::Choice) -> Cell {
    match (field.kind, field.mark) {
        (data::Kind::Choice([first, ..]), Some(name)) if first == choice => {
            Cell::Mark { icon: icon(name), text: choice.label.to_owned() }
        }
        _ => Cell::None,
    }
}

fn text_cell(field: &data::Field, text: &str) -> Cell {
    match (field.kind, format::dialable(text)) {
        (data::Kind::Phone, Some(tel)) => Cell::Phone { text: format::phone(text), tel },
        (data::Kind::Email, _) => Cell::Link { text: text.to_owned(), href: format!("mailto:{text}") },
        _ => Cell::text(text),
    }
}

pub(crate) const fn tone(tone: data::Tone) -> Tone {
    match tone {
        data::Tone::Neutral => Tone::Neutral,
        data::Tone::Good => Tone::Good,
        data::Tone::Info => Tone::Accent,
        data::Tone::Warning => Tone::Warning,
        data::Tone::Bad => Tone::Danger,
    }
}
