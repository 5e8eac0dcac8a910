//! The contacts of an account, and one of them.

use db::{Row, Value, params};
use kernel::{AccountId, ContactId, Error, OrgId, Result};

use super::groups;
use super::ways::{self, Way};
use crate::access::{AnyGranted, ContactsView, Granted, Key, Owner, Select};
use crate::house::Read;
use crate::records::{Collection, Field, Kind, Page, Query};

/// A contact is its own contact: a person with *own* reach sees himself or herself.
pub(super) const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.account_id",
    contact: Some("r.id"),
    creator: None,
    assignee: None,
    about: None,
    marked: None,
};

pub static CONTACTS: Collection = Collection {
    name: "contacts",
    singular: "contact",
    plural: "contacts",
    prefix: ContactId::PREFIX,
    id: "r.id",
    from: "contacts r LEFT JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id",
    owner: OWNER,
    view: Key::ContactsView,
    search: "r.search",
    default_sort: "name",
    words: None,
    fields: &[
        Field::new("name", "Name", Kind::Text, "r.name").sorted_by("r.name_folded").listed(),
        Field::new("title", "Title", Kind::Text, "r.title").listed(),
        Field::new("email", "Email", Kind::Email, "r.email").listed(),
        Field::new("phone", "Phone", Kind::Phone, "r.phone").listed(),
        Field::new("emails", "All emails", Kind::Ways, "r.emails"),
        Field::new("phones", "All phones", Kind::Ways, "r.phones"),
        Field::new("hours", "Hours", Kind::Text, "r.hours").listed(),
        Field::new("groups", "Groups", Kind::Names, "r.group_names").listed().filtered_by(groups::asked),
        Field::new("note", "Note", Kind::Paragraph, "r.note"),
        Field::new("account", "Account", Kind::Reference("acct", "/console/accounts"), "r.account_id")
            .display("a.name")
            .filterable(),
        Field::new("created_at", "Created", Kind::Instant, "r.created_at"),
    ],
};

#[derive(Clone, Debug)]
pub struct Contact {
    pub id: ContactId,
    pub account: AccountId,
    pub name: String,
    pub title: String,
    /// The first of the emails, and of the phones; empty if there is none.
    pub email: String,
    pub phone: String,
    /// In order of preference.
    pub emails: Vec<Way<String>>,
    pub phones: Vec<Way<String>>,
    pub hours: String,
    pub groups: Vec<String>,
    pub note: String,
}

impl Contact {
    /// Before there was anything to know.
    pub(super) const fn nobody(id: ContactId, account: AccountId) -> Self {
        Self {
            id,
            account,
            name: String::new(),
            title: String::new(),
            email: String::new(),
            phone: String::new(),
            emails: Vec::new(),
            phones: Vec::new(),
            hours: String::new(),
            groups: Vec::new(),
            note: String::new(),
        }
    }
}

pub(super) const COLUMNS: &str = "r.id, r.account_id, r.name, r.title, r.email, r.phone, r.emails, r.phones, r.hours, r.group_names, r.note";

pub(super) fn read_contact(row: &Row<'_>) -> db::Result<Contact> {
    Ok(Contact {
        id: row.get(0)?,
        account: row.get(1)?,
        name: row.get(2)?,
        title: row.get(3)?,
        email: row.get(4)?,
        phone: row.get(5)?,
        emails: ways::stored(&row.get::<String>(6)?),
        phones: ways::stored(&row.get::<String>(7)?),
        hours: row.get(8)?,
        groups: row.get::<String>(9)?.lines().map(str::to_owned).collect(),
        note: row.get(10)?,
    })
}

pub async fn list(read: &mut Read, granted: &Granted<ContactsView>, query: &Query) -> Result<Page> {
    crate::records::list(read, granted, query).await
}

pub async fn find(read: &mut Read, granted: &Granted<ContactsView>, id: ContactId) -> Result<Contact> {
    find_in(&mut read.0, granted, id).await
}

pub(crate) async fn find_in(tx: &mut db::Tx, granted: &AnyGranted, id: ContactId) -> Result<Contact> {
    Select::of(COLUMNS, "contacts r")
        .within(granted, &OWNER)
        .and("r.id = {}", [Value::from(id)])
        .row(tx, read_contact)
        .await?
        .ok_or(Error::NotFound)
}

/// The contacts of one account by name; at most `limit`.
pub async fn of_account(
    read: &mut Read,
    granted: &Granted<ContactsView>,
    account: AccountId,
    limit: usize,
) -> Result<Vec<Contact>> {
    Select::of(COLUMNS, "contacts r")
        .within(granted, &OWNER)
        .and("r.account_id = {}", [Value::from(account)])
        .then(&format!("ORDER BY r.name_folded, r.id LIMIT {limit}"))
        .rows(&mut read.0, read_contact)
        .await
}

/// Refuses a contact that is not one of this account.
pub(crate) async fn in_account(
    tx: &mut db::Tx,
    org: OrgId,
    account: AccountId,
    contact: ContactId,
) -> Result<()> {
    tx.row(
        "SELECT 1 FROM contacts WHERE org_id = ?1 AND account_id = ?2 AND id = ?3",
        params![org, account, contact],
        |_| Ok(()),
    )
    .await?
    .ok_or_else(|| Error::invalid("contact", "Choose a contact of this account."))
}
