//! Announcements, described.

use kernel::AnnouncementId;

use crate::access::{Key, Owner};
use crate::records::{Choice, Collection, Field, Kind, Tone};

pub const STATES: &[Choice] = &[
    Choice { value: "scheduled", label: "Scheduled", tone: Tone::Info },
    Choice { value: "sent", label: "Sent", tone: Tone::Good },
    Choice { value: "cancelled", label: "Cancelled", tone: Tone::Neutral },
];

const CHANNELS: &[Choice] = &[
    Choice { value: "email", label: "Email", tone: Tone::Neutral },
    Choice { value: "sms", label: "SMS", tone: Tone::Neutral },
];

const RECIPIENTS: &str = "(SELECT count(*) FROM announcement_recipients n \
    WHERE n.org_id = r.org_id AND n.announcement_id = r.id AND n.left_out = '')";

pub(super) const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.account_id",
    contact: None,
    creator: None,
    assignee: None,
    about: None,
    marked: None,
};

pub static ANNOUNCEMENTS: Collection = Collection {
    name: "announcements",
    singular: "announcement",
    plural: "announcements",
    prefix: AnnouncementId::PREFIX,
    id: "r.id",
    from: "announcements r LEFT JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id",
    owner: OWNER,
    view: Key::AnnouncementsView,
    search: "r.search",
    default_sort: "-send_at",
    words: None,
    fields: &[
        Field::new("send_at", "Time", Kind::Instant, "r.send_at").sortable().listed().filterable(),
        Field::new("subject", "Subject", Kind::Text, "r.subject").listed(),
        Field::new("channel", "By", Kind::Choice(CHANNELS), "r.channel").listed().filterable(),
        Field::new("state", "State", Kind::Choice(STATES), "r.state").listed().filterable(),
        Field::new("recipients", "Recipients", Kind::Number, RECIPIENTS).listed(),
        Field::new("text", "Text", Kind::Paragraph, "r.body"),
        Field::new("created_by", "Written by", Kind::Text, "r.creator"),
        Field::new("created_at", "Written", Kind::Instant, "r.created_at"),
        Field::new("account", "Account", Kind::Reference("acct", "/console/accounts"), "r.account_id")
            .display("a.name")
            .filterable(),
    ],
};
