//! One record, field by field.

use domain::records::{Cell as Value, Kind, Record};

use super::cell;
use crate::Visitor;
use crate::format;
use crate::ui::{Badge, Cell, DetailView, Property, RecordId};

/// Everything that the record says, but the fields in `without`; its long text as the body.
pub fn detail(visitor: &Visitor, record: &Record, without: &[&str]) -> DetailView {
    let mut view = DetailView { id: RecordId(record.id.to_string()), ..DetailView::default() };
    for (field, value) in record.fields.iter().zip(&record.cells) {
        if without.contains(&field.name) {
            continue;
        }
        match (field.kind, value) {
            (Kind::Paragraph, Value::Text(text)) => view.body = Some(text.clone()),
            (Kind::Paragraph, _) | (_, Value::Empty) => {}
            // The page itself shows what the mark stands for.
            (Kind::Choice(_), Value::Choice(_)) if field.mark.is_some() => {}
            (Kind::Choice(_), Value::Choice(choice)) => {
                view.badges.push(Badge::new(cell::tone(choice.tone), choice.label));
            }
            (_, Value::Instant(at)) => view.properties.push(Property::new(
                field.label,
                Cell::Instant { iso: at.to_string(), text: format::exact(*at, &visitor.local) },
            )),
            _ => view.properties.push(Property::new(field.label, cell(field, value, &visitor.local))),
        }
    }
    view
}
