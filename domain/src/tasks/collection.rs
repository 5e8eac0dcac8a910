//! Tasks, described.

use kernel::TaskId;

use crate::access::{Key, Owner};
use crate::records::{Choice, Collection, Field, Kind, Tone};

pub const STATES: &[Choice] = &[
    Choice { value: "open", label: "To do", tone: Tone::Neutral },
    Choice { value: "started", label: "In progress", tone: Tone::Info },
    Choice { value: "done", label: "Done", tone: Tone::Good },
];

pub const REPEATS: &[Choice] = &[
    Choice { value: "never", label: "Does not repeat", tone: Tone::Neutral },
    Choice { value: "daily", label: "Every day", tone: Tone::Neutral },
    Choice { value: "weekdays", label: "Monday to Friday", tone: Tone::Neutral },
    Choice { value: "weekly", label: "Every week", tone: Tone::Neutral },
    Choice { value: "monthly", label: "Every month", tone: Tone::Neutral },
    Choice { value: "yearly", label: "Every year", tone: Tone::Neutral },
];

pub const ASSIGNED: &[Choice] = &[
    Choice { value: "account", label: "Anybody of the account", tone: Tone::Neutral },
    Choice { value: "operators", label: "The operators", tone: Tone::Neutral },
    Choice { value: "user", label: "A portal user", tone: Tone::Neutral },
    Choice { value: "contact", label: "A contact", tone: Tone::Neutral },
];

pub(super) const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.account_id",
    contact: Some("r.contact_id"),
    creator: Some("r.created_by"),
    assignee: Some("r.assignee_id"),
    about: None,
    marked: None,
};

pub(super) const FROM: &str = "tasks r \
    LEFT JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id \
    LEFT JOIN contacts k ON k.org_id = r.org_id AND k.id = r.contact_id \
    LEFT JOIN users u ON u.org_id = r.org_id AND u.id = r.assignee_id";

/// Who is to do it, in words.
pub(super) const ASSIGNEE: &str = "COALESCE(k.name, u.name, \
    CASE r.assigned WHEN 'operators' THEN 'The operators' ELSE 'Anybody' END)";

pub static TASKS: Collection = Collection {
    name: "tasks",
    singular: "task",
    plural: "tasks",
    prefix: TaskId::PREFIX,
    id: "r.id",
    from: FROM,
    owner: OWNER,
    view: Key::TasksView,
    search: "r.search",
    default_sort: "due_at",
    words: None,
    fields: &[
        Field::new("title", "Task", Kind::Text, "r.title").listed(),
        Field::new("due_at", "Due", Kind::Instant, "r.due_at").sorted_by("r.place").listed().filterable(),
        Field::new("assignee", "For", Kind::Text, ASSIGNEE).listed(),
        Field::new("state", "State", Kind::Choice(STATES), "r.state").listed().filterable(),
        Field::new("repeats", "Repeats", Kind::Choice(REPEATS), "r.repeats").filterable(),
        Field::new("assigned", "Given to", Kind::Choice(ASSIGNED), "r.assigned").filterable(),
        Field::new("user", "Portal user", Kind::Reference("user", ""), "r.assignee_id")
            .display("u.name")
            .filterable(),
        Field::new("contact", "Contact", Kind::Reference("cont", ""), "r.contact_id")
            .display("k.name")
            .filterable(),
        Field::new("text", "Text", Kind::Paragraph, "r.body"),
        Field::new("created_by", "Created by", Kind::Text, "r.creator"),
        Field::new("created_at", "Created", Kind::Instant, "r.created_at").sortable().filterable(),
        Field::new("done_by", "Done by", Kind::Text, "r.done_by"),
        Field::new("done_at", "Done", Kind::Instant, "r.done_at").filterable(),
        Field::new("account", "Account", Kind::Reference("acct", "/console/accounts"), "r.account_id")
            .display("a.name")
            .filterable(),
    ],
};
