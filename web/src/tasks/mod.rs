//! Tasks on the pages of clients and of operators: their form, one of them, what is overdue, and the board.

mod board;
mod form;
mod overdue;
mod task;

pub use board::{Board, board};
pub use form::{FIELDS, assignees, fields, opening, read};
pub use overdue::{is_overdue, mark_overdue};
pub use task::{TaskView, task};

use crate::ui::{Tab, Tabs};

/// The two ways to look at tasks; `query` is kept from one to the other.
pub fn ways(path: &str, query: &str, board: bool) -> Tabs {
    let tab = |label: &str, href: String, current| Tab {
        label: label.to_owned(),
        href: if query.is_empty() { href } else { format!("{href}?{query}") },
        current,
        count: None,
    };
    Tabs {
        label: "Tasks".to_owned(),
        items: vec![tab("List", path.to_owned(), !board), tab("Board", format!("{path}/board"), board)],
    }
}

/// What is said when a task was marked as this, and has or has not come back.
pub fn marked(state: &str, comes_back: bool) -> &'static str {
    match (state, comes_back) {
        ("done", true) => "Done. The next one is on the list",
        ("done", false) => "Done",
        ("started", _) => "Started",
        _ => "Back on the list",
    }
}
