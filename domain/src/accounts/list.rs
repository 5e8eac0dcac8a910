//! The accounts of the organization, and one of them.

use db::Value;
use kernel::{AccountId, Error, PlanId, Result, Timestamp};

use super::{filters, words};
use crate::access::{AccountsView, AnyGranted, Granted, Key, Owner, Reach, Select};
use crate::house::Read;
use crate::records::{Choice, Collection, Field, Kind, Page, Query, Tone, Total};

pub(super) const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.id",
    contact: None,
    creator: None,
    assignee: None,
    about: None,
    marked: Some("r.secure"),
};

pub const STATES: &[Choice] = &[
    Choice { value: "active", label: "Active", tone: Tone::Good },
    Choice { value: "in_setup", label: "In setup", tone: Tone::Warning },
    Choice { value: "locked", label: "Locked", tone: Tone::Bad },
];

pub const SETUP: &[Choice] = &[
    Choice { value: "in_setup", label: "In setup", tone: Tone::Warning },
    Choice { value: "complete", label: "Complete", tone: Tone::Good },
];

pub const TEMPLATES: &[Choice] = &[
    Choice { value: "no", label: "Account", tone: Tone::Neutral },
    Choice { value: "yes", label: "Template", tone: Tone::Info },
];

pub const SECURE: &[Choice] = &[
    Choice { value: "no", label: "No", tone: Tone::Neutral },
    Choice { value: "yes", label: "Secure", tone: Tone::Info },
];

const OPERATORS: &str = "(SELECT string_agg(u.name, '\n' ORDER BY u.name, u.id) FROM account_operators o \
    JOIN users u ON u.org_id = o.org_id AND u.id = o.user_id \
    WHERE o.org_id = r.org_id AND o.account_id = r.id)";

const PLAN_NAME: &str = "(SELECT n.name FROM plans n WHERE n.org_id = r.org_id AND n.id = r.plan_id)";

pub static ACCOUNTS: Collection = Collection {
    name: "accounts",
    singular: "account",
    plural: "accounts",
    prefix: AccountId::PREFIX,
    id: "r.id",
    from: "accounts r",
    owner: OWNER,
    view: Key::AccountsView,
    search: "r.search",
    default_sort: "name",
    words: Some(words::WORDS),
    fields: &[
        Field::new("name", "Name", Kind::Text, "r.name").sorted_by("r.name_folded").listed(),
        Field::new(
            "state",
            "Status",
            Kind::Choice(STATES),
            "CASE WHEN r.locked_at IS NOT NULL THEN 'locked' WHEN r.in_setup = 1 THEN 'in_setup' ELSE 'active' END",
        )
        .listed()
        .filtered_by(filters::state),
        Field::new("plan", "Plan", Kind::Reference(PlanId::PREFIX, ""), "r.plan_id")
            .display(PLAN_NAME)
            .filtered_by(filters::plan)
            .listed(),
        Field::new("tags", "Tags", Kind::Names, "r.tags")
            .found_by("r.tags_folded")
            .filtered_by(filters::tags)
            .led_by(filters::tag_leads)
            .for_team()
            .listed(),
        Field::new("operators", "Operators", Kind::Names, OPERATORS)
            .filtered_by(filters::operator)
            .led_by(filters::operator_leads)
            .for_team()
            .listed(),
        Field::new("nickname", "Nickname", Kind::Text, "r.nickname")
            .found_by("COALESCE(r.nickname, '')")
            .filtered_by(filters::nickname),
        Field::new("external_id", "External ID", Kind::Text, "r.external_id").for_team(),
        Field::new("email", "Email", Kind::Email, "r.email"),
        Field::new("phone", "Phone", Kind::Phone, "r.phone"),
        Field::new(
            "users",
            "Users",
            Kind::Number,
            "(SELECT count(*) FROM memberships m WHERE m.org_id = r.org_id AND m.account_id = r.id)",
        )
        .listed(),
        Field::new("time_zone", "Time zone", Kind::Text, "r.time_zone"),
        Field::new("created_at", "Created", Kind::Instant, "r.created_at").sortable().listed().filterable(),
        Field::new(
            "setup",
            "Setup",
            Kind::Choice(SETUP),
            "CASE WHEN r.in_setup = 1 THEN 'in_setup' ELSE 'complete' END",
        )
        .filtered_by(filters::setup),
        Field::new(
            "template",
            "Template",
            Kind::Choice(TEMPLATES),
            "CASE WHEN r.template = 1 THEN 'yes' ELSE 'no' END",
        )
        .filtered_by(filters::template)
        .for_team(),
        Field::new(
            "secure",
            "Secure",
            Kind::Choice(SECURE),
            "CASE WHEN r.secure = 1 THEN 'yes' ELSE 'no' END",
        )
        .filtered_by(filters::secure)
        .for_team(),
        Field::new(
            "note",
            "Note",
            Kind::Paragraph,
            "(SELECT n.note FROM account_notes n WHERE n.org_id = r.org_id AND n.account_id = r.id)",
        )
        .for_team(),
    ],
};

/// A client business.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    pub email: String,
    pub phone: String,
    pub time_zone: String,
    pub locked_at: Option<Timestamp>,
    /// Its admins run its users, where the organization lets them.
    pub run_users: bool,
    /// Its admins see who of the organization came in, where the organization shows it.
    pub see_support: bool,
    /// Its admins write the public page of the business, where the organization lets them.
    pub business_page: bool,
    /// Recordings of its calls are kept, where the organization has them.
    pub recordings: bool,
    /// For how many days; none is as long as the organization says.
    pub recordings_days: Option<i64>,
    /// Whether what its people change of resources waits for an operator; none is as the organization says.
    pub approve_resources: Option<bool>,
    /// An operator is still preparing it.
    pub in_setup: bool,
    /// The back half of its public address (S3-55).
    pub nickname: Option<String>,
    /// It may send external links before its first thirty days are over (S3-51).
    pub send_links: bool,
    /// Others are made from it; nothing goes on in it.
    pub template: bool,
    /// Only operators with the clearance see into it (C-11).
    pub secure: bool,
    pub created_at: Timestamp,
}

impl Account {
    pub const fn is_locked(&self) -> bool {
        self.locked_at.is_some()
    }
}

pub async fn list(read: &mut Read, granted: &Granted<AccountsView>, query: &Query) -> Result<Page> {
    crate::records::list(read, granted, query).await
}

/// How many there are, counted no further than `limit`.
pub async fn count(
    read: &mut Read,
    granted: &Granted<AccountsView>,
    query: &Query,
    limit: usize,
) -> Result<Total> {
    crate::records::count_up_to(read, granted, query, limit).await
}

/// One account; out of reach is not found.
pub async fn find(read: &mut Read, granted: &Granted<AccountsView>, id: AccountId) -> Result<Account> {
    find_in(&mut read.0, granted, id).await
}

/// The same within a change, whatever permission the change is made with.
pub(crate) async fn find_in(tx: &mut db::Tx, granted: &AnyGranted, id: AccountId) -> Result<Account> {
    let found = Select::of(
        "r.id, r.name, r.email, r.phone, r.time_zone, r.locked_at, r.created_at, r.run_users, r.in_setup,
         r.see_support, r.nickname, r.template, r.send_links, r.recordings, r.recordings_days, r.secure,
         r.business_page, r.approve_resources",
        "accounts r",
    )
    .within(granted, &OWNER)
    .and("r.id = {}", [Value::from(id)])
    .row(tx, |row| {
        Ok(Account {
            id: row.get(0)?,
            name: row.get(1)?,
            email: row.get(2)?,
            phone: row.get(3)?,
            time_zone: row.get(4)?,
            locked_at: row.get(5)?,
            created_at: row.get(6)?,
            run_users: row.get::<i64>(7)? != 0,
            in_setup: row.get::<i64>(8)? != 0,
            see_support: row.get::<i64>(9)? != 0,
            nickname: row.get(10)?,
            template: row.get::<i64>(11)? != 0,
            send_links: row.get::<i64>(12)? != 0,
            recordings: row.get::<i64>(13)? != 0,
            recordings_days: row.get(14)?,
            secure: row.get::<i64>(15)? != 0,
            business_page: row.get::<i64>(16)? != 0,
            approve_resources: row.get::<Option<i64>>(17)?.map(|approve| approve != 0),
        })
    })
    .await?;
    match found {
        Some(account) => Ok(account),
        None => Err(absent(tx, granted, id).await?),
    }
}

/// Why an account was not found: that a Secure one exists may be known, what is in it not (S3-53).
pub(crate) async fn absent(tx: &mut db::Tx, granted: &AnyGranted, id: AccountId) -> Result<Error> {
    if granted.reach() == Reach::Organization {
        granted.must_see_into(tx, id).await?;
    }
    Ok(Error::NotFound)
}

/// Ids and names by name, for a choice among accounts that people use; at most `limit`.
pub async fn names(
    read: &mut Read,
    granted: &Granted<AccountsView>,
    limit: usize,
) -> Result<Vec<(AccountId, String)>> {
    Select::of("r.id, r.name", "accounts r")
        .within(granted, &OWNER)
        .and("r.template = 0", [])
        .then(&format!("ORDER BY r.name_folded, r.id LIMIT {limit}"))
        .rows(&mut read.0, |row| Ok((row.get(0)?, row.get(1)?)))
        .await
}

/// The same among those with `part` in their name.
pub async fn named_like(
    read: &mut Read,
    granted: &Granted<AccountsView>,
    part: &str,
    limit: usize,
) -> Result<Vec<(AccountId, String)>> {
    let pattern = crate::records::pattern(&kernel::text::fold(part));
    Select::of("r.id, r.name", "accounts r")
        .within(granted, &OWNER)
        .and("r.template = 0", [])
        .and("r.name_folded LIKE {} ESCAPE '\\'", [Value::from(pattern)])
        .then(&format!("ORDER BY r.name_folded, r.id LIMIT {limit}"))
        .rows(&mut read.0, |row| Ok((row.get(0)?, row.get(1)?)))
        .await
}
