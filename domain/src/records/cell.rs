//! One value of one record, as the kind of its field understands it.

use kernel::{AnyId, Timestamp};
use uuid::Uuid;

use super::{Collection, Field, collection::Choice};
use crate::people::contacts::{Way, listed};

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Empty,
    Text(String),
    Names(Vec<String>),
    Ways(Vec<Way<String>>),
    Number(i64),
    /// Seconds.
    Duration(i64),
    Instant(Timestamp),
    Choice(Choice),
    Reference {
        id: AnyId,
        label: String,
    },
}

impl Cell {
    /// The value as a program reads it, for CSV: RFC 3339, seconds, ids' labels.
    pub fn plain(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Names(names) => names.join(", "),
            Self::Ways(ways) => listed(ways),
            Self::Number(n) | Self::Duration(n) => n.to_string(),
            Self::Instant(at) => at.to_string(),
            Self::Choice(choice) => choice.value.to_owned(),
            Self::Reference { label, .. } => label.clone(),
        }
    }

    /// The value in the API.
    pub fn json(&self) -> serde_json::Value {
        match self {
            Self::Empty => serde_json::Value::Null,
            Self::Names(names) => names.clone().into(),
            Self::Ways(ways) => ways
                .iter()
                .map(|way| serde_json::json!({ "label": way.label.name(), "value": way.to }))
                .collect(),
            Self::Number(n) | Self::Duration(n) => (*n).into(),
            Self::Reference { id, label } => serde_json::json!({ "id": id.to_string(), "name": label }),
            other => other.plain().into(),
        }
    }

    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Choice(choice) => choice.label,
            Self::Reference { label, .. } => label,
            _ => "",
        }
    }
}

/// One record: its id and the cells of the fields that were asked for, in that order.
#[derive(Clone, Debug)]
pub struct Record {
    pub collection: &'static str,
    pub id: AnyId,
    pub fields: std::sync::Arc<[&'static Field]>,
    pub cells: Vec<Cell>,
    /// Where it stands in the order of the list.
    pub(super) place: super::Cursor,
}

impl Record {
    pub(super) fn any_id(collection: &Collection, uuid: Uuid) -> AnyId {
        AnyId { prefix: collection.prefix, uuid }
    }

    /// The cell of a field by its name; empty if it was not asked for.
    pub fn cell(&self, name: &str) -> &Cell {
        self.fields
            .iter()
            .position(|field| field.name == name)
            .and_then(|index| self.cells.get(index))
            .unwrap_or(&Cell::Empty)
    }

    /// The whole record in the API.
    pub fn json(&self) -> serde_json::Value {
        let mut map = serde_json::Map::new();
        map.insert("id".to_owned(), self.id.to_string().into());
        for (field, cell) in self.fields.iter().zip(&self.cells) {
            map.insert(field.name.to_owned(), cell.json());
        }
        map.into()
    }
}

impl std::fmt::Debug for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl std::fmt::Debug for Collection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}
