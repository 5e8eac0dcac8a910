//! The kinds of events that an endpoint chooses among: the topics of the history.

use std::collections::BTreeSet;

use crate::history::Action;

/// Each of them once, by name.
pub fn topics() -> BTreeSet<&'static str> {
    Action::ALL.iter().map(|action| action.topic()).collect()
}
