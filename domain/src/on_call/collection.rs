//! Schedules, described: those of an account, and those in which somebody takes part.

use kernel::ScheduleId;

use crate::access::{AnyGranted, Key, Owner, Reach};
use crate::records::{Collection, Field, Kind};

const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.account_id",
    contact: None,
    creator: None,
    assignee: None,
    about: None,
    marked: None,
};
/// A schedule is the own one of everybody who takes part in it.
const OWN: Owner = Owner { contact: Some("own.contact_id"), ..OWNER };
const JOINED: &str = " JOIN schedule_people own ON own.org_id = r.org_id AND own.schedule_id = r.id";

const ALL: Collection = Collection {
    name: "schedules",
    singular: "on-call schedule",
    plural: "on-call schedules",
    prefix: ScheduleId::PREFIX,
    id: "r.id",
    from: "schedules r JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id",
    owner: OWNER,
    view: Key::OnCallView,
    search: "r.search",
    default_sort: "name",
    words: None,
    fields: &[
        Field::new("name", "Name", Kind::Text, "r.name").sorted_by("r.name_folded").listed(),
        Field::new("account", "Account", Kind::Reference("acct", "/console/accounts"), "r.account_id")
            .display("a.name")
            .filterable(),
        Field::new("time_zone", "Time zone", Kind::Text, "r.time_zone").listed(),
        Field::new("created_at", "Created", Kind::Instant, "r.created_at"),
        Field::new("changed_at", "Changed", Kind::Instant, "r.changed_at").listed(),
    ],
};

pub static SCHEDULES: Collection = ALL;

static OF_ONESELF: Collection = Collection {
    from: "schedules r JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id \
           JOIN schedule_people own ON own.org_id = r.org_id AND own.schedule_id = r.id",
    owner: OWN,
    ..ALL
};

/// The schedules as they are listed for whoever reaches so far.
pub const fn collection(reach: Reach) -> &'static Collection {
    match reach {
        Reach::Own => &OF_ONESELF,
        Reach::Account | Reach::Organization => &SCHEDULES,
    }
}

/// What is read from, with the table of schedules as `r`, and whose it is.
pub(super) fn within_reach(granted: &AnyGranted, from: &str) -> (String, Owner) {
    match granted.reach() {
        Reach::Own => (format!("{from}{JOINED}"), OWN),
        Reach::Account | Reach::Organization => (from.to_owned(), OWNER),
    }
}
