//! Doing one thing to many rows: tick them, and a bar with the verbs appears.

use super::Icon;

/// The verbs for ticked rows. The ticked keys are posted as `id`, once for each row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bulk {
    /// Where the form posts to when a verb has no address of its own.
    pub action: String,
    pub actions: Vec<BulkAction>,
    /// "Select all 1,243 matching": posted as `all=1`; offered only when there is more than this page.
    pub all_matching: Option<String>,
    /// Posted along, so that "all matching" knows the filters.
    pub hidden: Vec<(String, String)>,
}

/// One verb, such as "Lock".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkAction {
    pub label: String,
    pub icon: Icon,
    pub action: String,
    pub danger: bool,
    /// Its page asks first, in place where there is JavaScript.
    pub asks: bool,
}
