//! The ways to narrow a list: search, quick filters, chips that can be taken off, saved views.

/// One of several places to go, such as a page size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    pub label: String,
    pub href: String,
    pub current: bool,
}

impl Choice {
    pub fn new(label: impl Into<String>, href: impl Into<String>, current: bool) -> Self {
        Self { label: label.into(), href: href.into(), current }
    }
}

/// The search field above a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchBox {
    /// The query parameter: `q`.
    pub name: String,
    pub value: String,
    pub placeholder: String,
}

/// A filter that is one click away, with how many rows it would show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuickFilter {
    pub label: String,
    pub href: String,
    pub current: bool,
    pub count: Option<String>,
}

/// Filters beside the list that are boxes: ticked they are on, ticked again they are off, and several can be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterBoxes {
    pub boxes: Vec<FilterBox>,
    /// The other query parameters, kept when a box is ticked.
    pub hidden: Vec<(String, String)>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilterBox {
    /// The query parameter, and its value while the box is ticked.
    pub name: String,
    pub value: String,
    pub label: String,
    pub checked: bool,
    /// How many rows it is about.
    pub count: String,
}

/// A filter that is set, and the address of the list without it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chip {
    pub label: String,
    pub remove_href: String,
}

/// What can be done when a saved view was changed: keep it, keep it under another name, or go back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewChange {
    /// For whoever may change the view.
    pub save_action: Option<String>,
    pub save_as_href: String,
    pub reset_href: String,
}

/// The views of a list, and what can be done with the list as it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewBar {
    /// The list as it ships, then one's own views, then the team's.
    pub views: Vec<Choice>,
    /// The open view is not as it was saved.
    pub change: Option<ViewChange>,
    /// Keeps the list as it is under a name; nowhere when it is as it ships.
    pub save_href: Option<String>,
    /// Names or shares the open view, for whoever may.
    pub edit_href: Option<String>,
    pub delete_href: Option<String>,
}
