//! What somebody wants to see of a list: the same words in the portal, the console and the API.

use kernel::{Invalid, Result};

use super::fields::Condition;
use super::{COUNTED_UP_TO, Collection, Cursor, Field};

/// How many records a page may have (S1-13).
pub const LIMITS: [usize; 4] = [10, 25, 50, 100];
const DEFAULT_LIMIT: usize = 25;
const LONGEST_SEARCH: usize = 200;

/// A question to a collection, checked.
#[derive(Clone)]
pub struct Query {
    pub collection: &'static Collection,
    /// What was written into the search box.
    pub q: String,
    pub filters: Vec<Filter>,
    pub sort: &'static Field,
    pub descending: bool,
    pub limit: usize,
    /// How far all that match are counted.
    pub counted: usize,
    pub after: Option<Cursor>,
    pub before: Option<Cursor>,
    pub columns: std::sync::Arc<[&'static Field]>,
}

/// One field's filter, as it was written and as it is asked.
#[derive(Clone)]
pub struct Filter {
    pub field: &'static Field,
    pub written: String,
    pub(super) condition: Condition,
}

impl Query {
    /// The list as it is without any parameter.
    pub fn of(collection: &'static Collection) -> Self {
        let (sort, descending) = sort(collection, collection.default_sort).unwrap_or((&NOTHING, true));
        Self {
            collection,
            q: String::new(),
            filters: Vec::new(),
            sort,
            descending,
            limit: DEFAULT_LIMIT,
            counted: COUNTED_UP_TO,
            after: None,
            before: None,
            columns: collection.listed().into(),
        }
    }

    /// Asks for every field of the records, not only for the columns of the list.
    pub fn with_all_fields(mut self) -> Self {
        self.columns = self.collection.fields.iter().collect();
        self
    }

    /// Takes these fields out of what is asked for: they are not for this door's visitors.
    pub fn without(mut self, names: &[&str]) -> Self {
        self.columns = self.columns.iter().filter(|field| !names.contains(&field.name)).copied().collect();
        self
    }

    /// Reads `q`, `sort`, `limit`, `after`, `before`, `columns` and the filters. Empty values are as absent;
    /// a parameter that is none of them is refused by its name.
    pub fn parse(
        collection: &'static Collection,
        pairs: impl IntoIterator<Item = (impl AsRef<str>, impl AsRef<str>)>,
    ) -> Result<Self> {
        let mut query = Self::of(collection);
        let mut invalid = Invalid::default();
        for (name, value) in pairs {
            let (name, value) = (name.as_ref(), value.as_ref());
            if value.contains('\0') {
                invalid.push(name, "Leave out the control characters.");
            } else if !value.is_empty()
                && let Err(message) = query.set(name, value)
            {
                invalid.push(name, message);
            }
        }
        if query.after.is_some() && query.before.is_some() {
            invalid.push("before", "Use “after” or “before”, not both.");
        }
        // The key must be of the sort field's type: a cursor belongs to one order of one list.
        for (name, cursor) in [("after", &query.after), ("before", &query.before)] {
            if cursor.as_ref().is_some_and(|cursor| !query.sort.kind.sorts_by(&cursor.key)) {
                invalid.push(name, "This is not a place in this list.");
            }
        }
        invalid.into_result()?;
        Ok(query)
    }

    fn set(&mut self, name: &str, value: &str) -> std::result::Result<(), String> {
        match name {
            "q" if value.chars().count() > LONGEST_SEARCH => {
                Err(format!("Search for at most {LONGEST_SEARCH} characters."))
            }
            "q" => {
                value.trim().clone_into(&mut self.q);
                Ok(())
            }
            "sort" => {
                (self.sort, self.descending) =
                    sort(self.collection, value).ok_or_else(|| self.sortable_names())?;
                Ok(())
            }
            "limit" => {
                let limit = value.parse().ok().filter(|limit| LIMITS.contains(limit));
                self.limit = limit.ok_or("Choose 10, 25, 50 or 100.")?;
                Ok(())
            }
            "after" | "before" => {
                let cursor = Cursor::parse(value).ok_or("This is not a place in this list.")?;
                *(if name == "after" { &mut self.after } else { &mut self.before }) = Some(cursor);
                Ok(())
            }
            "columns" => {
                let chosen: Option<Vec<_>> =
                    value.split(',').map(|name| self.collection.field(name.trim())).collect();
                self.columns = chosen.ok_or("There is no such column.")?.into();
                Ok(())
            }
            _ => {
                let field = self.collection.field(name).filter(|field| field.filterable);
                let field = field.ok_or_else(|| self.filterable_names())?;
                if self.filters.iter().any(|filter| filter.field.name == name) {
                    return Err("Filter by each field once.".to_owned());
                }
                let condition = match field.asked {
                    Some(asked) => asked(value)?,
                    None => field.kind.condition(self.collection, field, value)?,
                };
                self.filters.push(Filter { field, written: value.to_owned(), condition });
                Ok(())
            }
        }
    }

    fn sortable_names(&self) -> String {
        let names: Vec<_> = self
            .collection
            .fields
            .iter()
            .filter(|field| field.sort.is_some())
            .map(|field| field.name)
            .collect();
        format!("Sort by {}, with “-” before it for descending.", names.join(", "))
    }

    fn filterable_names(&self) -> String {
        let names: Vec<_> =
            self.collection.fields.iter().filter(|field| field.filterable).map(|field| field.name).collect();
        format!(
            "There is no such parameter. Use q, sort, limit, after, before, columns, {}.",
            names.join(", ")
        )
    }

    pub fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || !self.filters.is_empty()
    }
}

/// Stands in for the sort field of a collection whose default sort names none; a test visits every collection.
static NOTHING: Field = Field::new("", "", super::Kind::Number, "0");

fn sort(collection: &'static Collection, text: &str) -> Option<(&'static Field, bool)> {
    let (name, descending) = text.strip_prefix('-').map_or((text, false), |name| (name, true));
    collection.field(name).filter(|field| field.sort.is_some()).map(|field| (field, descending))
}
