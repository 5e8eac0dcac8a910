//! Calls, described.

use kernel::CallId;

use crate::access::{Key, Owner};
use crate::records::fields::Condition;
use crate::records::{Choice, Collection, Field, Kind, Tone};

pub(crate) const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.account_id",
    contact: Some("r.contact_id"),
    creator: Some("r.created_by"),
    assignee: None,
    about: None,
    marked: None,
};

pub const DIRECTIONS: &[Choice] = &[
    Choice { value: "inbound", label: "Inbound", tone: Tone::Neutral },
    Choice { value: "outbound", label: "Outbound", tone: Tone::Neutral },
    Choice { value: "internal", label: "Internal", tone: Tone::Neutral },
];

pub const STATES: &[Choice] = &[
    Choice { value: "answered", label: "Answered", tone: Tone::Good },
    Choice { value: "missed", label: "Missed", tone: Tone::Bad },
    Choice { value: "voicemail", label: "Voicemail", tone: Tone::Info },
];

pub const RECORDED: &[Choice] = &[
    Choice { value: "yes", label: "Recorded", tone: Tone::Neutral },
    Choice { value: "no", label: "Not recorded", tone: Tone::Neutral },
];

/// By the switch of the account as well: what nobody may listen to is not told of.
fn recorded(written: &str) -> Result<Condition, String> {
    match written {
        "yes" => Ok(("r.recorded = 1 AND a.recordings = 1".to_owned(), Vec::new())),
        "no" => Ok(("r.recorded = 0 OR a.recordings = 0".to_owned(), Vec::new())),
        "yes,no" | "no,yes" => Ok(("1 = 1".to_owned(), Vec::new())),
        _ => Err("Choose among yes, no.".to_owned()),
    }
}

pub static CALLS: Collection = Collection {
    name: "calls",
    singular: "call",
    plural: "calls",
    prefix: CallId::PREFIX,
    id: "r.id",
    from: "calls r \
        LEFT JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id \
        LEFT JOIN contacts k ON k.org_id = r.org_id AND k.id = r.contact_id",
    owner: OWNER,
    view: Key::CallsView,
    search: "r.search",
    default_sort: "-started_at",
    words: None,
    fields: &[
        Field::new("started_at", "Time", Kind::Instant, "r.started_at").sortable().listed().filterable(),
        Field::new("from_name", "Caller", Kind::Text, "r.from_name").listed(),
        Field::new("from", "Number", Kind::Phone, "r.from_number").listed().filterable(),
        Field::new("to", "Called number", Kind::Phone, "r.to_number").filterable(),
        Field::new("contact", "For", Kind::Reference("cont", ""), "r.contact_id")
            .display("k.name")
            .listed()
            .filterable(),
        Field::new("state", "State", Kind::Choice(STATES), "r.state").listed().filterable(),
        Field::new("direction", "Direction", Kind::Choice(DIRECTIONS), "r.direction").filterable(),
        Field::new("duration", "Length", Kind::Duration, "r.duration").sortable().listed().filterable(),
        Field::new(
            "recording",
            "Recording",
            Kind::Choice(RECORDED),
            "CASE WHEN r.recorded = 1 AND a.recordings = 1 THEN 'yes' ELSE 'no' END",
        )
        .marked("microphone")
        .needs(Key::RecordingsListen)
        .filtered_by(recorded)
        .listed(),
        Field::new("operator", "Taken by", Kind::Text, "r.operator"),
        Field::new("answered_at", "Answered", Kind::Instant, "r.answered_at"),
        Field::new("account", "Account", Kind::Reference("acct", "/console/accounts"), "r.account_id")
            .display("a.name")
            .filterable(),
        Field::new("notes", "Notes", Kind::Paragraph, "r.notes"),
    ],
};
