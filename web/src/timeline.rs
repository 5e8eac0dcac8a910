//! Lines of the history as a person reads them, with what was changed.

use domain::history::{Action, Entry};
use kernel::{Local, Timestamp};

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
                before: said(&change.before, &visitor.local),
                after: said(&change.after, &visitor.local),
            })
            .collect(),
        ..TimelineEntry::default()
    }
}

/// A moment or a telephone number as a person reads it, and any other value as it is kept.
fn said(value: &str, local: &Local) -> String {
    match Timestamp::parse(value) {
        Some(at) if value.ends_with('Z') => format::instant(at, local),
        _ if value.starts_with("+1") => format::phone(value),
        _ => value.to_owned(),
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

    #[test]
    fn what_was_changed_is_said_as_the_reader_says_it() {
        let new_york = kernel::TimeZoneName::parse("America/New_York").unwrap();
        let local = Local { zone: new_york.rules(), formats: kernel::Formats::default() };
        for (kept, words) in [
            ("2026-12-03T23:00:00Z", "03/12/2026 18:00"),
            ("+15125550143", "(512) 555-0143"),
            ("2026-12-03", "2026-12-03"),
            ("done", "done"),
            ("", ""),
        ] {
            assert_eq!(said(kept, &local), words);
        }
    }
}
