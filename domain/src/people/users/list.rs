//! The portal users of the organization, of an account, and one of them.

use db::{Row, Value};
use kernel::{AccountId, ContactId, Error, MemberId, Result, Timestamp, UserId};

use super::words;
use crate::access::{AnyGranted, Granted, Key, Owner, Select, UsersView, is_among};
use crate::house::Read;
use crate::people::invitations;
use crate::records::fields::{Condition, choice::one_of};
use crate::records::{Choice, Collection, Field, Kind, Page, Query, Tone};

pub(crate) const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.account_id",
    contact: Some("r.contact_id"),
    creator: Some("r.user_id"),
    assignee: None,
    about: None,
    marked: None,
};

pub const STATES: &[Choice] = &[
    Choice { value: "active", label: "Active", tone: Tone::Good },
    Choice { value: "disabled", label: "Disabled", tone: Tone::Bad },
];

pub const VERIFIED: &[Choice] = &[
    Choice { value: "nothing", label: "Nothing", tone: Tone::Neutral },
    Choice { value: "email", label: "Email", tone: Tone::Good },
    Choice { value: "phone", label: "Phone", tone: Tone::Good },
    Choice { value: "both", label: "Email and phone", tone: Tone::Good },
];

pub const NUMBERS: &[Choice] = &[
    Choice { value: "unverified", label: "Not verified", tone: Tone::Warning },
    Choice { value: "other", label: "Verified, or none", tone: Tone::Neutral },
];

/// Few have entered a number that is not verified. They have an index of their own, by which the database finds them only
/// if it is written out.
fn number(written: &str) -> Result<Condition, String> {
    match written.trim() {
        "unverified" => Ok(("r.number = 'unverified'".to_owned(), Vec::new())),
        _ => one_of("r.number", NUMBERS, written),
    }
}

/// Those that led to nothing are asked for together, as what one's work shows; they are few, and have an index of their
/// own, by which the database finds them only if the states are written out and in this order.
fn invitation(written: &str) -> Result<Condition, String> {
    match written.trim() {
        "expired,bounced" | "bounced,expired" => {
            Ok(("r.invitation IN ('bounced', 'expired')".to_owned(), Vec::new()))
        }
        _ => one_of("r.invitation", invitations::STATES, written),
    }
}

/// The membership is the row, and the others are only looked up for what a page shows: every order and every filter
/// is an index of memberships alone, which costs the same with a million portal users as with a hundred.
const FROM: &str = "memberships r \
    LEFT JOIN users u ON u.org_id = r.org_id AND u.id = r.user_id \
    LEFT JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id \
    LEFT JOIN contacts k ON k.org_id = r.org_id AND k.id = r.contact_id";

/// One below the other, so that a user with several roles is still one row.
macro_rules! role_names {
    () => {
        "(SELECT string_agg(o.name, '\n' ORDER BY o.name) FROM membership_roles h \
          JOIN roles o ON o.org_id = h.org_id AND o.id = h.role_id \
          WHERE h.org_id = r.org_id AND h.user_id = r.user_id AND h.account_id = r.account_id)"
    };
}

pub static USERS: Collection = Collection {
    name: "users",
    singular: "portal user",
    plural: "portal users",
    prefix: MemberId::PREFIX,
    id: "r.id",
    from: FROM,
    owner: OWNER,
    view: Key::UsersView,
    // All that is found by stands in the row itself; of a word that is too long to be kept whole, only an address is.
    search: "(r.words || ' ' || r.email_folded)",
    default_sort: "email",
    words: Some(words::WORDS),
    fields: &[
        Field::new("name", "Name", Kind::Text, "u.name").listed(),
        Field::new("email", "Email", Kind::Email, "u.email").sorted_by("r.email_folded").listed(),
        Field::new("title", "Title", Kind::Text, "u.title"),
        Field::new("roles", "Roles", Kind::Names, role_names!()).listed(),
        Field::new("contact", "Contact", Kind::Reference("cont", ""), "r.contact_id")
            .display("k.name")
            .listed(),
        Field::new("account", "Company", Kind::Reference("acct", "/console/accounts"), "r.account_id")
            .display("a.name")
            .sorted_by("r.account_name_folded")
            .filterable(),
        Field::new("state", "State", Kind::Choice(STATES), "r.state").listed().filterable(),
        Field::new("invitation", "Invitation", Kind::Choice(invitations::STATES), "r.invitation")
            .filtered_by(invitation),
        Field::new("phone", "Phone", Kind::Phone, "u.phone"),
        Field::new(
            "verified",
            "Verified",
            Kind::Choice(VERIFIED),
            "CASE WHEN u.email_verified_at IS NULL AND u.phone_verified_at IS NULL THEN 'nothing' \
                  WHEN u.phone_verified_at IS NULL THEN 'email' \
                  WHEN u.email_verified_at IS NULL THEN 'phone' ELSE 'both' END",
        ),
        Field::new("number", "Number", Kind::Choice(NUMBERS), "r.number").filtered_by(number),
        Field::new("signed_in_at", "Last login", Kind::Instant, "r.entered_at"),
        Field::new("created_at", "Created", Kind::Instant, "r.created_at"),
    ],
};

/// A portal user in an account.
#[derive(Clone, Debug)]
pub struct Member {
    /// The user in this account; the person may be in others, too.
    pub id: MemberId,
    /// The person: whose password, second factor and sessions they are.
    pub user: UserId,
    pub account: AccountId,
    pub name: String,
    pub email: String,
    pub title: String,
    /// The names of all roles, with commas between them.
    pub role: String,
    pub contact: Option<ContactId>,
    pub contact_name: String,
    pub disabled_at: Option<Timestamp>,
    pub email_verified: bool,
    /// Empty if the person has entered none.
    pub phone: String,
    pub phone_verified: bool,
    /// The person is a user of other accounts, too.
    pub elsewhere: bool,
}

const COLUMNS: &str = concat!(
    "r.id, r.account_id, u.name, u.email, u.title, ",
    role_names!(),
    ", r.contact_id, COALESCE(k.name, ''), r.disabled_at, u.email_verified_at, u.phone, u.phone_verified_at, \
      r.user_id, (SELECT count(*) FROM memberships e WHERE e.org_id = r.org_id AND e.user_id = r.user_id)"
);

fn read_member(row: &Row<'_>) -> db::Result<Member> {
    Ok(Member {
        id: row.get(0)?,
        account: row.get(1)?,
        name: row.get(2)?,
        email: row.get(3)?,
        title: row.get(4)?,
        role: row.get::<Option<String>>(5)?.unwrap_or_default().replace('\n', ", "),
        contact: row.get(6)?,
        contact_name: row.get(7)?,
        disabled_at: row.get(8)?,
        email_verified: row.get::<Option<Timestamp>>(9)?.is_some(),
        phone: row.get(10)?,
        phone_verified: row.get::<Option<Timestamp>>(11)?.is_some(),
        user: row.get(12)?,
        elsewhere: row.get::<i64>(13)? > 1,
    })
}

pub async fn list(read: &mut Read, granted: &Granted<UsersView>, query: &Query) -> Result<Page> {
    crate::records::list(read, granted, query).await
}

pub async fn find(read: &mut Read, granted: &Granted<UsersView>, id: impl Into<MemberId>) -> Result<Member> {
    find_in(&mut read.0, granted, id).await
}

pub(crate) async fn find_in(
    tx: &mut db::Tx,
    granted: &AnyGranted,
    id: impl Into<MemberId>,
) -> Result<Member> {
    let id: MemberId = id.into();
    Select::of(COLUMNS, FROM)
        .within(granted, &OWNER)
        .and("r.id = {}", [Value::from(id)])
        .row(tx, read_member)
        .await?
        .ok_or(Error::NotFound)
}

/// Whether the person is a user of any account within reach.
pub(crate) async fn reaches_person(tx: &mut db::Tx, granted: &AnyGranted, person: UserId) -> Result<bool> {
    let select = Select::of("1", FROM).within(granted, &OWNER);
    Ok(select.and("r.user_id = {}", [Value::from(person)]).row(tx, |_| Ok(())).await?.is_some())
}

/// The other accounts of a user's person, as far as they are within reach: by account.
pub async fn elsewhere(
    read: &mut Read,
    granted: &Granted<UsersView>,
    member: &Member,
) -> Result<Vec<Elsewhere>> {
    elsewhere_in(&mut read.0, granted, member.user, member.account).await
}

/// A place of somebody in another account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    pub id: MemberId,
    pub account: AccountId,
    pub account_name: String,
}

pub(super) async fn elsewhere_in(
    tx: &mut db::Tx,
    granted: &Granted<UsersView>,
    person: UserId,
    account: AccountId,
) -> Result<Vec<Elsewhere>> {
    Select::of("r.id, r.account_id, a.name", FROM)
        .within(granted, &OWNER)
        .and("r.user_id = {} AND r.account_id <> {}", [Value::from(person), Value::from(account)])
        .then("ORDER BY r.account_name_folded, r.id")
        .rows(tx, |row| Ok(Elsewhere { id: row.get(0)?, account: row.get(1)?, account_name: row.get(2)? }))
        .await
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
        .and("r.account_id = {}", [Value::from(account)])
        .then(&format!("ORDER BY r.email_folded LIMIT {limit}"))
        .rows(&mut read.0, read_member)
        .await
}

/// Those of these users that are within reach, in no order.
pub async fn these(read: &mut Read, granted: &Granted<UsersView>, ids: &[MemberId]) -> Result<Vec<Member>> {
    let (among, values) = among(ids);
    Select::of(COLUMNS, FROM).within(granted, &OWNER).and(&among, values).rows(&mut read.0, read_member).await
}

/// A membership `r` that is one of these.
pub(crate) fn among(ids: &[MemberId]) -> Condition {
    is_among("r.id", ids.iter().copied())
}
