//! The latest of the history of one account or one person, with what was changed.

use domain::Read;
use domain::access::HistoryView;
use domain::history::{self, Action, Entry};
use kernel::{AccountId, AnyId, Result};
use web::ui::{Change, Timeline, TimelineEntry};
use web::{Visitor, format};

const SHOWN: usize = 20;

/// What was done to one thing. Nothing for those who may not see the history.
pub async fn of_thing(visitor: &Visitor, read: &mut Read, thing: AnyId) -> Result<Option<Timeline>> {
    let Ok(granted) = visitor.may::<HistoryView>() else { return Ok(None) };
    let entries = history::about(read, &granted, thing, SHOWN).await?;
    Ok(timeline(visitor, entries))
}

/// What people did in an account.
pub async fn of_account(visitor: &Visitor, read: &mut Read, account: AccountId) -> Result<Option<Timeline>> {
    let Ok(granted) = visitor.may::<HistoryView>() else { return Ok(None) };
    let entries = history::deeds(read, &granted, account, SHOWN).await?;
    Ok(timeline(visitor, entries))
}

fn timeline(visitor: &Visitor, entries: Vec<Entry>) -> Option<Timeline> {
    let entries: Vec<TimelineEntry> = entries.into_iter().map(|entry| line(visitor, entry)).collect();
    (!entries.is_empty()).then(|| Timeline { title: "History".to_owned(), entries })
}

fn line(visitor: &Visitor, entry: Entry) -> TimelineEntry {
    let did = entry.action.map_or("did something with", Action::words);
    TimelineEntry {
        who: who(&entry.actor, &entry.subject),
        what: format!("{did} {}", entry.label).trim_end().to_owned(),
        iso: entry.at.to_string(),
        exact: format::exact(entry.at, &visitor.zone),
        changes: entry
            .changes
            .into_iter()
            .map(|change| Change {
                field: capitalized(&change.field),
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

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_41_an_operator_in_somebodys_place_is_named_with_both() {
        assert_eq!(who("Marta", "Dana"), "Marta, as Dana,");
        assert_eq!(who("Dana", "Dana"), "Dana");
        assert_eq!(who("portico init", ""), "portico init");
        assert_eq!(capitalized("time zone"), "Time zone");
    }
}
