//! What a kind of record is: its fields, whose it is, and how it is ordered.

use super::Kind;
use super::fields::Condition;
use super::lead::Leads;
use super::words::Words;
use crate::access::{Actor, Key, Owner};

/// A kind of record. From this come the list page, the detail page, CSV, the API and the search.
pub struct Collection {
    /// The name in addresses and in the API: `calls`.
    pub name: &'static str,
    pub singular: &'static str,
    pub plural: &'static str,
    /// The prefix of its ids.
    pub prefix: &'static str,
    /// The SQL of the id column.
    pub id: &'static str,
    /// The tables, the record's own as `r`.
    pub from: &'static str,
    pub owner: Owner,
    /// What one must be allowed to see them; a proof of anything else opens nothing.
    pub view: Key,
    /// The SQL of the folded search text.
    pub search: &'static str,
    /// `-started_at`: newest first.
    pub default_sort: &'static str,
    /// The words by which the team finds a record among many, where they are kept.
    pub words: Option<Words>,
    pub fields: &'static [Field],
}

/// Reads what was written into a filter, or says what is wrong with it.
pub(super) type Asked = fn(&str) -> Result<Condition, String>;

/// One field of a record.
#[derive(Clone, Copy)]
pub struct Field {
    pub name: &'static str,
    pub label: &'static str,
    pub kind: Kind,
    /// The SQL of its value.
    pub column: &'static str,
    /// The SQL of what a person reads instead of an id.
    pub shown: Option<&'static str>,
    /// The SQL that it sorts by, backed by an index and never null; `None` if it cannot be sorted by.
    pub sort: Option<&'static str>,
    pub filterable: bool,
    /// Whether it is a column of the list as it ships.
    pub listed: bool,
    /// What the organization notes for itself: portal users neither see it nor find anything by it.
    pub team: bool,
    /// What one must be allowed to do, beside seeing the record, to see this of it.
    pub needs: Option<Key>,
    /// The drawing that stands for the first of its values in a list, where the others are shown as nothing.
    pub mark: Option<&'static str>,
    /// The SQL of folded words by which the search finds the record, beside those of the collection.
    pub found_by: Option<&'static str>,
    /// Reads the filter of this field, where its kind would not.
    pub(super) asked: Option<Asked>,
    /// Another table that leads to what the filter of this field finds.
    pub(super) leads: Option<Leads>,
}

/// One of the values that a field may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: &'static str,
    pub label: &'static str,
    pub tone: Tone,
}

/// How loud a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Neutral,
    Good,
    Info,
    Warning,
    Bad,
}

impl Field {
    pub const fn new(name: &'static str, label: &'static str, kind: Kind, column: &'static str) -> Self {
        Self {
            name,
            label,
            kind,
            column,
            shown: None,
            sort: None,
            filterable: false,
            listed: false,
            team: false,
            needs: None,
            mark: None,
            found_by: None,
            asked: None,
            leads: None,
        }
    }

    pub const fn display(mut self, shown: &'static str) -> Self {
        self.shown = Some(shown);
        self
    }

    pub const fn sortable(mut self) -> Self {
        self.sort = Some(self.column);
        self
    }

    /// Sorts by another column than the one that is shown: the folded one.
    pub const fn sorted_by(mut self, column: &'static str) -> Self {
        self.sort = Some(column);
        self
    }

    pub const fn filterable(mut self) -> Self {
        self.filterable = true;
        self
    }

    pub const fn for_team(mut self) -> Self {
        self.team = true;
        self
    }

    /// Only for those who may do this as well.
    pub const fn needs(mut self, key: Key) -> Self {
        self.needs = Some(key);
        self
    }

    pub const fn marked(mut self, drawing: &'static str) -> Self {
        self.mark = Some(drawing);
        self
    }

    /// Whether whoever sees the record sees this of it.
    pub fn is_for(&self, actor: &Actor) -> bool {
        (!self.team || actor.is_of_the_team())
            && self.needs.is_none_or(|key| actor.grants().reach(key).is_some())
    }

    pub const fn found_by(mut self, folded: &'static str) -> Self {
        self.found_by = Some(folded);
        self
    }

    /// Filterable by what `asked` makes of the words that were written.
    pub const fn filtered_by(mut self, asked: fn(&str) -> Result<Condition, String>) -> Self {
        self.filterable = true;
        self.asked = Some(asked);
        self
    }

    /// Its filter is walked along another table, where `leads` has one for what was written.
    pub const fn led_by(mut self, leads: Leads) -> Self {
        self.leads = Some(leads);
        self
    }

    pub const fn listed(mut self) -> Self {
        self.listed = true;
        self
    }
}

impl Collection {
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The columns of the list as it ships.
    pub fn listed(&self) -> Vec<&'static Field> {
        self.fields.iter().filter(|field| field.listed).collect()
    }
}
