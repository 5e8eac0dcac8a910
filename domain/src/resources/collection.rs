//! Resources, described.

use kernel::ResourceId;

use crate::access::{Key, Owner};
use crate::records::{Choice, Collection, Field, Kind, Tone};

pub const CATEGORIES: &[Choice] = &[
    Choice { value: "instructions", label: "Instructions", tone: Tone::Info },
    Choice { value: "scripts", label: "Scripts", tone: Tone::Neutral },
    Choice { value: "directions", label: "Directions", tone: Tone::Neutral },
    Choice { value: "links", label: "Links", tone: Tone::Neutral },
    Choice { value: "documents", label: "Documents", tone: Tone::Neutral },
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

pub static RESOURCES: Collection = Collection {
    name: "resources",
    singular: "resource",
    plural: "resources",
    prefix: ResourceId::PREFIX,
    id: "r.id",
    from: "resources r LEFT JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id",
    owner: OWNER,
    view: Key::ResourcesView,
    search: "r.search",
    default_sort: "title",
    words: None,
    fields: &[
        Field::new("title", "Title", Kind::Text, "r.title").sorted_by("r.title_folded").listed(),
        Field::new("category", "Category", Kind::Choice(CATEGORIES), "r.category").listed().filterable(),
        Field::new("updated_at", "Changed", Kind::Instant, "r.updated_at").sortable().listed().filterable(),
        Field::new("updated_by", "Changed by", Kind::Text, "r.updated_by").listed(),
        Field::new("version", "Version", Kind::Number, "r.version"),
        Field::new("text", "Text", Kind::Paragraph, "r.body"),
        Field::new("created_at", "Created", Kind::Instant, "r.created_at"),
        Field::new("account", "Account", Kind::Reference("acct", "/console/accounts"), "r.account_id")
            .display("a.name")
            .filterable(),
    ],
};
