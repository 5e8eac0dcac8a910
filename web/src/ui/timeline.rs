//! What happened to a record and what was said about it, in order, with who did it and for whom.

use askama::Template;

use super::{Icon, icon, prints_itself};

/// The history and conversation of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/timeline.html")]
pub struct Timeline {
    pub title: String,
    pub entries: Vec<TimelineEntry>,
}

prints_itself!(Timeline);

/// One thing that happened or was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimelineEntry {
    pub kind: EntryKind,
    /// "Marta Lindqvist", or "Marta Lindqvist, as Dana Reyes".
    pub who: String,
    /// "locked the account".
    pub what: String,
    pub iso: String,
    /// The exact time in the viewer's zone and format.
    pub exact: String,
    /// What was said, with its line breaks.
    pub text: Option<String>,
    pub changes: Vec<Change>,
}

/// Whether the client sees it is told by colour, by label and by place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EntryKind {
    #[default]
    Event,
    /// Said to the client.
    Reply,
    /// Said among operators; the client never sees it.
    Note,
}

/// One field before and after.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    pub field: String,
    pub before: String,
    pub after: String,
}

impl TimelineEntry {
    const fn class(&self) -> &'static str {
        match self.kind {
            EntryKind::Event => "is-event",
            EntryKind::Reply => "is-reply",
            EntryKind::Note => "is-note",
        }
    }

    const fn icon(&self) -> Icon {
        match self.kind {
            EntryKind::Event => icon("point"),
            EntryKind::Reply => icon("message"),
            EntryKind::Note => icon("lock"),
        }
    }
}
