//! The outbox as a list: every letter with what has become of it, never with what is in it.

use db::Value;
use kernel::{OutgoingId, Result, Timestamp};

use super::latest::OWNER;
use super::letters::KINDS;
use crate::access::{Granted, Key, OutboxView, Select};
use crate::house::Read;
use crate::records::{Choice, Collection, Field, Kind, Page, Query, Record, Tone};

pub static STATES: &[Choice] = &[
    Choice { value: "queued", label: "Queued", tone: Tone::Neutral },
    Choice { value: "sending", label: "Sending", tone: Tone::Info },
    Choice { value: "waiting", label: "Trying again", tone: Tone::Warning },
    Choice { value: "sent", label: "Sent", tone: Tone::Good },
    Choice { value: "unclear", label: "Unclear", tone: Tone::Warning },
    Choice { value: "failed", label: "Failed", tone: Tone::Bad },
    Choice { value: "dropped", label: "Not sent", tone: Tone::Neutral },
    Choice { value: "held", label: "Held", tone: Tone::Warning },
];

static CHANNELS: &[Choice] = &[
    Choice { value: "email", label: "Email", tone: Tone::Neutral },
    Choice { value: "sms", label: "SMS", tone: Tone::Neutral },
];

pub static OUTBOX: Collection = Collection {
    name: "outbox",
    singular: "letter",
    plural: "letters",
    prefix: OutgoingId::PREFIX,
    id: "r.id",
    from: "outbox r LEFT JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id",
    owner: OWNER,
    view: Key::OutboxView,
    search: "r.search",
    default_sort: "-created_at",
    words: None,
    fields: &[
        Field::new("kind", "Letter", Kind::Choice(KINDS), "r.kind").listed().filterable(),
        Field::new("recipient", "To", Kind::Text, "r.recipient").listed(),
        Field::new("channel", "By", Kind::Choice(CHANNELS), "r.channel").filterable(),
        Field::new("state", "State", Kind::Choice(STATES), "r.state").listed().filterable(),
        Field::new("reason", "Why", Kind::Paragraph, "r.reason").listed(),
        Field::new("created_at", "Put in", Kind::Instant, "r.created_at").listed().sortable().filterable(),
        Field::new("next_at", "Next attempt", Kind::Instant, "r.next_at"),
        Field::new("done_at", "Sent or ended", Kind::Instant, "r.done_at"),
        Field::new("ends_at", "Not after", Kind::Instant, "r.ends_at"),
        Field::new("attempts", "Attempts", Kind::Number, "r.attempts").listed(),
        Field::new("account", "Account", Kind::Reference("acct", "/console/accounts"), "r.account_id")
            .display("a.name")
            .listed()
            .filterable(),
    ],
};

pub async fn list(read: &mut Read, granted: &Granted<OutboxView>, query: &Query) -> Result<Page> {
    crate::records::list(read, granted, query).await
}

pub async fn find(read: &mut Read, granted: &Granted<OutboxView>, id: OutgoingId) -> Result<Record> {
    crate::records::find(read, granted, &OUTBOX, id.any()).await
}

/// One attempt to send a letter.
#[derive(Clone, Debug)]
pub struct Attempt {
    pub at: Timestamp,
    /// None while it lasts, and if the process ended meanwhile.
    pub ended_at: Option<Timestamp>,
    /// `accepted`, `later`, `refused`, `unreachable`, `unheard`, or nothing
    pub outcome: String,
    /// What the other side said.
    pub answer: String,
}

/// How many attempts are shown.
const SHOWN: usize = 50;

/// The attempts at a letter within reach, the latest first.
pub async fn attempts(
    read: &mut Read,
    granted: &Granted<OutboxView>,
    id: OutgoingId,
) -> Result<Vec<Attempt>> {
    let from = "outbox r JOIN outbox_attempts t ON t.org_id = r.org_id AND t.outgoing_id = r.id";
    Select::of("t.at, t.ended_at, t.outcome, t.answer", from)
        .within(granted, &OWNER)
        .and("r.id = {}", [Value::from(id)])
        .then(&format!("ORDER BY t.number DESC LIMIT {SHOWN}"))
        .rows(&mut read.0, |row| {
            Ok(Attempt { at: row.get(0)?, ended_at: row.get(1)?, outcome: row.get(2)?, answer: row.get(3)? })
        })
        .await
}
