//! Messages, described.

use kernel::MessageId;

use crate::access::{Key, Owner};
use crate::delivery;
use crate::records::{Choice, Collection, Field, Kind, Tone};

pub const PRIORITIES: &[Choice] = &[
    Choice { value: "normal", label: "Normal", tone: Tone::Neutral },
    Choice { value: "urgent", label: "Urgent", tone: Tone::Bad },
    Choice { value: "low", label: "Low", tone: Tone::Neutral },
];

pub const STATES: &[Choice] = &[
    Choice { value: "new", label: "New", tone: Tone::Info },
    Choice { value: "read", label: "Read", tone: Tone::Neutral },
    Choice { value: "done", label: "Done", tone: Tone::Good },
];

pub(super) const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.account_id",
    contact: Some("r.contact_id"),
    creator: Some("r.created_by"),
    assignee: None,
    about: None,
    marked: None,
};

pub static MESSAGES: Collection = Collection {
    name: "messages",
    singular: "message",
    plural: "messages",
    prefix: MessageId::PREFIX,
    id: "r.id",
    from: "messages r \
        LEFT JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id \
        LEFT JOIN contacts k ON k.org_id = r.org_id AND k.id = r.contact_id",
    owner: OWNER,
    view: Key::MessagesView,
    search: "r.search",
    default_sort: "-taken_at",
    words: None,
    fields: &[
        Field::new("taken_at", "Time", Kind::Instant, "r.taken_at").sortable().listed().filterable(),
        Field::new("caller_name", "Caller", Kind::Text, "r.caller_name").listed(),
        Field::new("caller_company", "Company", Kind::Text, "r.caller_company"),
        Field::new("caller_number", "Number", Kind::Phone, "r.caller_number").listed().filterable(),
        Field::new("caller_mobile", "Mobile", Kind::Phone, "r.caller_mobile"),
        Field::new("contact", "For", Kind::Reference("cont", ""), "r.contact_id")
            .display("k.name")
            .listed()
            .filterable(),
        Field::new("subject", "Subject", Kind::Text, "r.subject").listed(),
        Field::new("priority", "Priority", Kind::Choice(PRIORITIES), "r.priority").listed().filterable(),
        Field::new("state", "State", Kind::Choice(STATES), "r.state").listed().filterable(),
        Field::new("delivery", "Delivery", Kind::Choice(delivery::STATES), "r.delivery").filterable(),
        Field::new("text", "Message", Kind::Paragraph, "r.body"),
        Field::new("operator", "Taken by", Kind::Text, "r.operator"),
        Field::new("call", "Call", Kind::Reference("call", "/calls"), "r.call_id"),
        Field::new("account", "Account", Kind::Reference("acct", "/console/accounts"), "r.account_id")
            .display("a.name")
            .filterable(),
    ],
};
