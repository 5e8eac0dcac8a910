//! Statuses, described.

use kernel::StatusId;

use crate::access::{Key, Owner};
use crate::records::{Choice, Collection, Field, Kind, Tone};

pub const LEVELS: &[Choice] = &[
    Choice { value: "normal", label: "Normal", tone: Tone::Neutral },
    Choice { value: "attention", label: "Attention", tone: Tone::Warning },
    Choice { value: "urgent", label: "Urgent", tone: Tone::Bad },
];

pub(super) const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.account_id",
    contact: None,
    creator: None,
    assignee: None,
    about: None,
    marked: None,
};

pub static STATUSES: Collection = Collection {
    name: "statuses",
    singular: "status",
    plural: "statuses",
    prefix: StatusId::PREFIX,
    id: "r.id",
    from: "statuses r JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id",
    owner: OWNER,
    view: Key::StatusView,
    search: "r.search",
    default_sort: "-from_at",
    words: None,
    fields: &[
        Field::new("from_at", "From", Kind::Instant, "r.from_at").sortable().listed().filterable(),
        Field::new("account", "Account", Kind::Reference("acct", "/console/accounts"), "r.account_id")
            .display("a.name")
            .filterable(),
        Field::new("level", "Level", Kind::Choice(LEVELS), "r.level").listed().filterable(),
        Field::new("text", "Status", Kind::Paragraph, "r.body").listed(),
        Field::new("until", "Until", Kind::Instant, "r.until_at").listed(),
        Field::new("set_by", "Set by", Kind::Text, "r.set_by").listed(),
        Field::new("ended_at", "Ended", Kind::Instant, "r.ended_at").listed(),
        Field::new("ended_by", "Ended by", Kind::Text, "r.ended_by"),
    ],
};
