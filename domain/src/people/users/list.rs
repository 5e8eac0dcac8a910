//! The portal users of the organization, of an account, and one of them.

use db::{Row, Value};
use kernel::{AccountId, ContactId, Error, Result, Timestamp, UserId};

use crate::access::{Granted, Key, Owner, Select, UsersView};
use crate::house::Read;
use crate::records::{Choice, Collection, Field, Kind, Page, Query, Tone};

const OWNER: Owner =
    Owner { org: "r.org_id", account: "m.account_id", contact: Some("m.contact_id"), creator: Some("r.id") };

pub const STATES: &[Choice] = &[
    Choice { value: "active", label: "Active", tone: Tone::Good },
    Choice { value: "disabled", label: "Disabled", tone: Tone::Bad },
];

const FROM: &str = "users r \
    JOIN memberships m ON m.org_id = r.org_id AND m.user_id = r.id \
    JOIN accounts a ON a.org_id = m.org_id AND a.id = m.account_id \
    LEFT JOIN contacts k ON k.org_id = m.org_id AND k.id = m.contact_id \
    LEFT JOIN membership_roles h ON h.org_id = m.org_id AND h.user_id = m.user_id AND h.account_id = m.account_id \
    LEFT JOIN roles o ON o.org_id = h.org_id AND o.id = h.role_id";

pub static USERS: Collection = Collection {
    name: "users",
    singular: "portal user",
    plural: "portal users",
    prefix: UserId::PREFIX,
    id: "r.id",
    from: FROM,
    owner: OWNER,
    view: Key::UsersView,
    search: "r.search",
    default_sort: "email",
    fields: &[
        Field::new("name", "Name", Kind::Text, "r.name").listed(),
        Field::new("email", "Email", Kind::Email, "r.email").sorted_by("r.email_folded").listed(),
        Field::new("title", "Title", Kind::Text, "r.title"),
        Field::new("role", "Role", Kind::Text, "COALESCE(o.name, '')").listed(),
        Field::new("contact", "Contact", Kind::Reference("cont", ""), "m.contact_id")
            .display("k.name")
            .listed(),
        Field::new("account", "Account", Kind::Reference("acct", "/console/accounts"), "m.account_id")
            .display("a.name")
            .filterable(),
        Field::new(
            "state",
            "State",
            Kind::Choice(STATES),
            "CASE WHEN r.disabled_at IS NULL THEN 'active' ELSE 'disabled' END",
        )
        .listed()
        .filterable(),
        Field::new("created_at", "Created", Kind::Instant, "r.created_at"),
    ],
};

/// A portal user in an account.
#[derive(Clone, Debug)]
pub struct Member {
    pub id: UserId,
    pub account: AccountId,
    pub name: String,
    pub email: String,
    pub title: String,
    pub role: String,
    pub contact: Option<ContactId>,
    pub contact_name: String,
    pub disabled_at: Option<Timestamp>,
}

const COLUMNS: &str = "r.id, m.account_id, r.name, r.email, r.title, COALESCE(o.name, ''), m.contact_id, \
    COALESCE(k.name, ''), r.disabled_at";

fn read_member(row: &Row<'_>) -> db::Result<Member> {
    Ok(Member {
        id: row.get(0)?,
        account: row.get(1)?,
        name: row.get(2)?,
        email: row.get(3)?,
        title: row.get(4)?,
        role: row.get(5)?,
        contact: row.get(6)?,
        contact_name: row.get(7)?,
        disabled_at: row.get(8)?,
    })
}

pub async fn list(read: &mut Read, granted: &Granted<UsersView>, query: &Query) -> Result<Page> {
    crate::records::list(read, granted, query).await
}

pub async fn find(read: &mut Read, granted: &Granted<UsersView>, id: UserId) -> Result<Member> {
    find_in(&mut read.0, granted, id).await
}

pub(crate) async fn find_in<P>(tx: &mut db::Tx, granted: &Granted<P>, id: UserId) -> Result<Member> {
    Select::of(COLUMNS, FROM)
        .within(granted, &OWNER)
        .and("r.id = {}", [Value::from(id)])
        .row(tx, read_member)
        .await?
        .ok_or(Error::NotFound)
}

/// The portal users of one account, by address; at most `limit`.
pub async fn of_account(
    read: &mut Read,
    granted: &Granted<UsersView>,
    account: AccountId,
    limit: usize,
) -> Result<Vec<Member>> {
    Select::of(COLUMNS, FROM)
        .within(granted, &OWNER)
        .and("m.account_id = {}", [Value::from(account)])
        .then(&format!("ORDER BY r.email_folded LIMIT {limit}"))
        .rows(&mut read.0, read_member)
        .await
}
