//! Proposals, described.

use kernel::ProposalId;

use super::super::CATEGORIES;
use crate::access::{Key, Owner};
use crate::records::{Choice, Collection, Field, Kind, Tone};

pub const KINDS: &[Choice] = &[
    Choice { value: "new", label: "New resource", tone: Tone::Neutral },
    Choice { value: "edit", label: "Change", tone: Tone::Neutral },
    Choice { value: "delete", label: "Deletion", tone: Tone::Neutral },
];

pub const STATES: &[Choice] = &[
    Choice { value: "open", label: "Waiting for approval", tone: Tone::Warning },
    Choice { value: "scheduled", label: "Takes effect later", tone: Tone::Info },
    Choice { value: "done", label: "In effect", tone: Tone::Good },
    Choice { value: "refused", label: "Refused", tone: Tone::Bad },
    Choice { value: "withdrawn", label: "Withdrawn", tone: Tone::Neutral },
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

pub static PROPOSALS: Collection = Collection {
    name: "proposals",
    singular: "proposal",
    plural: "proposals",
    prefix: ProposalId::PREFIX,
    id: "r.id",
    from: "resource_proposals r \
        LEFT JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id \
        LEFT JOIN resources v ON v.org_id = r.org_id AND v.id = r.resource_id",
    owner: OWNER,
    view: Key::ResourcesView,
    search: "r.search",
    default_sort: "-proposed_at",
    words: None,
    fields: &[
        Field::new("title", "Title", Kind::Text, "r.title").listed(),
        Field::new("kind", "What", Kind::Choice(KINDS), "r.kind").listed().filterable(),
        Field::new("state", "State", Kind::Choice(STATES), "r.state").listed().filterable(),
        Field::new("proposed_at", "Proposed", Kind::Instant, "r.proposed_at")
            .sortable()
            .listed()
            .filterable(),
        Field::new("proposed_by", "Proposed by", Kind::Text, "r.proposed_by").listed(),
        Field::new("wanted_at", "Wished from", Kind::Instant, "r.wanted_at").filterable(),
        Field::new("effective_at", "Takes effect", Kind::Instant, "r.effective_at").listed().filterable(),
        Field::new("decided_by", "Decided by", Kind::Text, "r.decided_by"),
        Field::new("decided_at", "Decided", Kind::Instant, "r.decided_at").filterable(),
        Field::new("reason", "Reason", Kind::Paragraph, "r.reason"),
        Field::new("category", "Category", Kind::Choice(CATEGORIES), "r.category").filterable(),
        Field::new("text", "Text", Kind::Paragraph, "r.body"),
        Field::new("version", "Changes version", Kind::Number, "r.base_version"),
        Field::new("revision", "Revision", Kind::Number, "r.revision"),
        Field::new("resource", "Resource", Kind::Reference("res", ""), "r.resource_id")
            .display("v.title")
            .filterable(),
        Field::new("account", "Account", Kind::Reference("acct", "/console/accounts"), "r.account_id")
            .display("a.name")
            .filterable(),
    ],
};
