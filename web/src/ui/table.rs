//! A list: searched, filtered, sorted and paged by links alone, so that every state of it has an address.
//!
//! The same struct prints the whole page's list and the fragment that replaces it: a door that sees
//! `HX-Target: live-list#<id>` may answer with [`TableView`] alone instead of the page around it.

use askama::Template;

use super::{
    Bulk, Cell, Chip, Choice, Empty, FilterBoxes, FormView, QuickFilter, SearchBox, ViewBar, prints_itself,
};

/// A list, ready to be shown.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "ui/table.html")]
pub struct TableView {
    /// Names the list in the page: `calls`. Letters, digits and `-`.
    pub id: String,
    /// Where the search form goes.
    pub path: String,
    /// What the list shows, for screen readers: "Calls".
    pub title: String,
    pub noun_singular: String,
    pub noun_plural: String,
    pub search: Option<SearchBox>,
    /// The other query parameters, kept by the search form.
    pub hidden: Vec<(String, String)>,
    pub view_bar: Option<ViewBar>,
    pub quick: Vec<QuickFilter>,
    pub chips: Vec<Chip>,
    /// Filters beside the list, at its right.
    pub boxes: Option<FilterBoxes>,
    pub clear_href: Option<String>,
    /// "Add filter": a page of its own, opened in place with JavaScript.
    pub filter_href: Option<String>,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub bulk: Option<Bulk>,
    /// A row opens as a window over the list, where there is JavaScript.
    pub windows: bool,
    pub limits: Vec<Choice>,
    pub columns_href: Option<String>,
    pub export_href: Option<String>,
    /// "1,243 calls". A list without a total is short and whole: it has nothing to page through.
    pub total: String,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub empty: Empty,
    /// The name of the event after which the list looks for new rows by itself.
    pub live_topic: Option<String>,
}

prints_itself!(TableView);

impl TableView {
    /// Each cell of a row with the column it belongs to.
    fn pairs<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = (&'a Column, &'a Cell)> {
        self.columns.iter().zip(&row.cells)
    }

    /// How many cells a row has.
    fn width(&self) -> usize {
        self.columns.len() + usize::from(self.bulk.is_some())
    }

    fn is_narrowed(&self) -> bool {
        !self.chips.is_empty() || self.search.as_ref().is_some_and(|search| !search.value.is_empty())
    }

    fn has_tools(&self) -> bool {
        self.search.is_some()
            || self.filter_href.is_some()
            || self.columns_href.is_some()
            || self.export_href.is_some()
    }
}

/// A column and how it sorts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    pub label: String,
    pub sort: Option<SortLink>,
    /// Amounts stand at the right, in line.
    pub numeric: bool,
    /// Any of `wide` (only on wide screens), `grow` (takes the free room, one line), `lines` (may wrap), `aside`
    /// (top right of the card on a small screen), `cardless` (not on the card), `unlabelled` (no label there).
    pub class: String,
}

impl Column {
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }

    #[must_use]
    pub fn sorted(mut self, href: impl Into<String>, state: Sort) -> Self {
        self.sort = Some(SortLink { href: href.into(), state });
        self
    }

    #[must_use]
    pub fn class(mut self, class: impl Into<String>) -> Self {
        self.class = class.into();
        self
    }

    #[must_use]
    pub const fn numeric(mut self) -> Self {
        self.numeric = true;
        self
    }

    const fn order(&self) -> Option<&'static str> {
        match &self.sort {
            Some(SortLink { state: Sort::Ascending, .. }) => Some("ascending"),
            Some(SortLink { state: Sort::Descending, .. }) => Some("descending"),
            _ => None,
        }
    }
}

/// Where a click on the column's name leads, and how the list is sorted by it now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SortLink {
    pub href: String,
    pub state: Sort,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    None,
    Ascending,
    Descending,
}

/// One row, and where it leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Tells the row from the others across refreshes: the record's id.
    pub key: String,
    pub href: Option<String>,
    pub cells: Vec<Cell>,
    /// Done with, or not available: shown more quietly.
    pub muted: bool,
    /// Not seen yet: shown with a mark and in bold.
    pub unread: bool,
    /// The name spoken for the row's tick box; no tick box without it.
    pub select: Option<String>,
    /// A form that is folded out below the row, and what it is called.
    pub more: Option<(String, FormView)>,
}
