//! A task that should be done by now says so.

use domain::records::{Cell as Value, Page, Record};
use kernel::Timestamp;

use crate::ui::{Cell, TableView, Tone};
use crate::{Visitor, format};

/// Whether it was due before `now`, and is not done.
pub fn is_overdue(record: &Record, now: Timestamp) -> bool {
    let done = matches!(record.cell("state"), Value::Choice(state) if state.value == "done");
    let due = matches!(record.cell("due_at"), Value::Instant(due) if *due < now);
    due && !done
}

/// Marks what is overdue in a list, and takes back what is done.
pub fn mark_overdue(visitor: &Visitor, page: &Page, table: &mut TableView) {
    let due = table.columns.iter().position(|column| column.label == "Due");
    for (record, row) in page.records.iter().zip(&mut table.rows) {
        row.muted = matches!(record.cell("state"), Value::Choice(state) if state.value == "done");
        if !is_overdue(record, visitor.who.now) {
            continue;
        }
        let place = due.and_then(|due| row.cells.get_mut(due));
        if let (Some(cell), Value::Instant(at)) = (place, record.cell("due_at")) {
            let text = format!("Overdue · {}", format::instant(*at, &visitor.local));
            *cell = Cell::badge(Tone::Danger, text);
        }
    }
}
