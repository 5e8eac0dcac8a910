//! The kinds of fields: how each reads its column, and what one may write into its filter.

pub(crate) mod choice;
pub mod instant;
mod number;
mod reference;
pub(super) mod text;

use db::{Row, Value};

use super::collection::{Choice, Field};
use super::cursor::SortKey;
use super::{Cell, Collection};

/// What kind of thing a field holds.
#[derive(Clone, Copy)]
pub enum Kind {
    Text,
    /// Several texts, one a line.
    Names,
    /// Several addresses or numbers, one a line, each after its label.
    Ways,
    Paragraph,
    Email,
    /// A number as the telephone system wrote it, or in E.164.
    Phone,
    Number,
    /// Seconds.
    Duration,
    Instant,
    Choice(&'static [Choice]),
    /// A kind of event.
    Action,
    /// Another record: the prefix of its id, and the address of its page without the id.
    Reference(&'static str, &'static str),
}

impl Kind {
    /// Reads the cell from the columns that [`columns`] asked for, starting at `index`.
    pub(super) fn read(self, row: &Row<'_>, index: usize, shown: bool) -> db::Result<Cell> {
        match self {
            Self::Text | Self::Paragraph | Self::Email | Self::Phone => text::read(row, index),
            Self::Names => text::read_names(row, index),
            Self::Ways => text::read_ways(row, index),
            Self::Number => number::read(row, index, Cell::Number),
            Self::Duration => number::read(row, index, Cell::Duration),
            Self::Instant => instant::read(row, index),
            Self::Choice(choices) => choice::read(row, index, choices),
            Self::Action => choice::read_action(row, index),
            Self::Reference(prefix, _) => reference::read(row, index, prefix, shown),
        }
    }

    /// The condition for what somebody wrote into the filter of this field; what is wrong with it otherwise.
    pub(super) fn condition(
        self,
        collection: &Collection,
        field: &Field,
        written: &str,
    ) -> Result<Condition, String> {
        match self {
            Self::Text | Self::Names | Self::Ways | Self::Paragraph | Self::Email => {
                Ok(text::contains(field.column, written))
            }
            Self::Phone => text::digits(field.column, written),
            Self::Number | Self::Duration => number::between(field.column, written),
            Self::Instant => instant::between(field.column, written),
            Self::Choice(choices) => choice::one_of(field.column, choices, written),
            Self::Action => choice::action(field.column, written),
            Self::Reference(prefix, _) => reference::is(field.column, prefix, written),
        }
        .map_err(|error| format!("{error} ({} of {})", field.label, collection.plural))
    }

    /// Whether a list sorted by a field of this kind has places with such a key.
    pub(super) const fn sorts_by(self, key: &SortKey) -> bool {
        match key {
            SortKey::Int(_) => matches!(self, Self::Number | Self::Duration | Self::Instant),
            SortKey::Text(_) => !matches!(self, Self::Number | Self::Duration | Self::Instant),
        }
    }

    pub const fn is_numeric(self) -> bool {
        matches!(self, Self::Number | Self::Duration)
    }
}

/// SQL with `{}` for its values.
pub type Condition = (String, Vec<Value<'static>>);

/// The columns that a field needs in a query.
pub(super) fn columns(field: &Field) -> Vec<&'static str> {
    std::iter::once(field.column).chain(field.shown).collect()
}
