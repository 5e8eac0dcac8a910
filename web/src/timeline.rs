//! Lines of the history as a person reads them, with what was changed.

use domain::history::{Action, Entry};

use crate::ui::{Change, Timeline, TimelineEntry};
use crate::{Visitor, format};

/// Lines that a page shows of a history.
pub const SHOWN: usize = 20;

/// The lines as a page shows them; nothing if there are none.
pub fn timeline(visitor: &Visitor, entries: Vec<Entry>) -> Option<Timeline> {
    let entries: Vec<TimelineEntry> = entries.into_iter().map(|entry| line(visitor, entry)).collect();
    (!entries.is_empty()).then(|| Timeline { title: "History".to_owned(), entries })
}

fn line(visitor: &Visitor, entry: Entry) -> TimelineEntry {
    let did = entry.action.map_or("did something with", Action::words);
    TimelineEntry {
        who: who(&entry.actor, &entry.subject),
        what: format!("{did} {}", entry.label).trim_end().to_owned(),
        iso: entry.at.to_string(),
        exact: format::exact(entry.at, &visitor.local),
        changes: entry
            .changes
            .into_iter()
            .map(|change| Change {
                field: format::capitalized(&change.field),
                before: change.before,
                after: change.after,
            })
            .collect(),
        ..TimelineEntry::default()
    }
}

/// `Marta Lindqvist`, or `Marta Lindqvist, as Dana Reyes,`.
fn who(actor: &str, subject: &str) -> String {
    if subject.is_empty() || subject == actor { actor.to_owned() } else { format!("{actor}, as {subject},") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_41_an_operator_in_somebodys_place_is_named_with_both() {
        assert_eq!(who("Marta", "Dana"), "Marta, as Dana,");
        assert_eq!(who("Dana", "Dana"), "Dana");
        assert_eq!(who("portico init", ""), "portico init");
        assert_eq!(format::capitalized("time zone"), "Time zone");
    }
}
