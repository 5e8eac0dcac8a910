//! The history as a list: of an account, of a person, of the whole organization.

use db::{Row, Value, params};
use kernel::{AccountId, AnyId, Result, Timestamp};

use super::{Action, FieldChange};
use crate::access::{Fenced, Granted, HistoryView, Key, Owner, Select};
use crate::house::Read;
use crate::records::{Collection, Field, Kind, Page, Query};
use crate::sign_in::SignedIn;

pub(super) const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.account_id",
    contact: None,
    creator: Some("r.subject_id"),
    assignee: None,
    about: Some(ABOUT),
    marked: None,
};

/// What the team notes of an account is not in it, and what somebody does in no account may be somebody of one.
/// Two look-ups, each by its own key: as one with OR between them all memberships of the organization are read.
const ABOUT: &str = "(SELECT m.account_id FROM memberships m \
    JOIN secure_accounts y ON y.org_id = m.org_id AND y.account_id = m.account_id \
    WHERE m.org_id = r.org_id AND m.id = r.thing_id), \
    (SELECT m.account_id FROM memberships m \
    JOIN secure_accounts y ON y.org_id = m.org_id AND y.account_id = m.account_id \
    WHERE m.org_id = r.org_id AND m.user_id IN (r.thing_id, r.subject_id) LIMIT 1), r.thing_id";

/// The history described as a collection. It sorts by its number, which is also the order of its chain.
pub static HISTORY: Collection = Collection {
    name: "history",
    singular: "entry",
    plural: "entries",
    prefix: "evt",
    id: "r.id",
    from: "events r LEFT JOIN accounts a ON a.org_id = r.org_id AND a.id = r.account_id",
    owner: OWNER,
    view: Key::HistoryView,
    search: "r.search",
    default_sort: "-number",
    words: None,
    fields: &[
        Field::new("number", "Number", Kind::Number, "r.seq").sortable(),
        Field::new("at", "When", Kind::Instant, "r.at").listed().filterable(),
        Field::new("actor", "Who", Kind::Text, "r.actor_name").listed(),
        Field::new(
            "subject",
            "On behalf of",
            Kind::Text,
            "CASE WHEN r.subject_name = r.actor_name THEN '' ELSE r.subject_name END",
        )
        .listed(),
        Field::new("action", "What", Kind::Action, "r.action").listed().filterable(),
        Field::new("label", "Of", Kind::Text, "r.label").listed(),
        Field::new("account", "Account", Kind::Reference("acct", "/console/accounts"), "r.account_id")
            .display("a.name")
            .listed()
            .filterable(),
        Field::new("via", "Through", Kind::Text, "r.via"),
        Field::new("address", "Address", Kind::Text, "r.address"),
        Field::new("request", "Request", Kind::Text, "r.request_id"),
    ],
};

/// One entry with what changed.
#[derive(Clone, Debug)]
pub struct Entry {
    pub at: Timestamp,
    pub actor: String,
    pub subject: String,
    pub action: Option<Action>,
    pub label: String,
    pub via: String,
    pub changes: Vec<FieldChange>,
    number: i64,
}

pub async fn list(read: &mut Read, granted: &Granted<HistoryView>, query: &Query) -> Result<Page> {
    crate::records::list(read, granted, query).await
}

/// What people did to one thing: the latest `limit` entries, newest first, with what changed.
pub async fn about(
    read: &mut Read,
    granted: &Granted<HistoryView>,
    thing: AnyId,
    limit: usize,
) -> Result<Vec<Entry>> {
    let select = entries(granted).and("r.thing_id = {}", [Value::from(thing.uuid)]);
    latest(read, select, limit).await
}

/// What people did in an account, less the calls and messages that came in by themselves: those have lists of
/// their own, and would push everything else off the page.
pub async fn deeds(
    read: &mut Read,
    granted: &Granted<HistoryView>,
    account: AccountId,
    limit: usize,
) -> Result<Vec<Entry>> {
    let select = entries(granted)
        .and("r.account_id = {}", [Value::from(account)])
        .and(
            "r.action NOT IN ({}, {}, {}, {})",
            [Action::CallTaken, Action::CallsTaken, Action::MessagesTaken, Action::RecordingAdded]
                .map(|action| Value::from(action.name())),
        )
        .and(
            "r.action <> {} OR r.via LIKE 'session %' OR r.via LIKE 'login as %'",
            [Value::from(Action::MessageWritten.name())],
        );
    let mut entries = latest(read, select, limit).await?;
    // What the team notes about the client is not in the account, so that the client does not read it.
    entries.extend(noted(read, granted, account, limit).await?);
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.number));
    entries.truncate(limit);
    Ok(entries)
}

async fn noted(
    read: &mut Read,
    granted: &Granted<HistoryView>,
    account: AccountId,
    limit: usize,
) -> Result<Vec<Entry>> {
    let select =
        entries(granted).and("r.thing_id = {}", [Value::from(account)]).and("r.account_id IS NULL", []);
    latest(read, select, limit).await
}

/// What was done about the person who is signed in, by oneself and by others: one's own history (S4-41).
pub async fn of_oneself(read: &mut Read, who: &SignedIn, limit: usize) -> Result<Vec<Entry>> {
    // Whoever has several accounts reads in each what was done there, and what was done in none. The person and the
    // membership are asked for one after the other, along the index: as one question all of the history is read.
    let sql = format!(
        "SELECT {COLUMNS} FROM events r WHERE r.org_id = ?1 AND r.thing_id = ?2
         AND (r.account_id IS NULL OR r.account_id = ?3) ORDER BY r.seq DESC LIMIT {limit}"
    );
    let (org, account) = (who.actor.org(), who.actor.place().map(|place| place.account));
    let mut entries = read.0.rows(&sql, params![org, who.user, account], read_entry).await?;
    entries.extend(read.0.rows(&sql, params![org, who.any().uuid, account], read_entry).await?);
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.number));
    entries.dedup_by_key(|entry| entry.number);
    entries.truncate(limit);
    Ok(entries)
}

const COLUMNS: &str = "r.at, r.actor_name, r.subject_name, r.action, r.label, r.via, r.changes, r.seq";

/// SQL: nought unless a line is in such an account, about it, or about somebody of it.
pub(crate) fn touches(table: &str) -> String {
    // Each is one look by a key, however many of them there are.
    let of_member =
        format!("EXISTS (SELECT 1 FROM {table} h WHERE h.org_id = m.org_id AND h.account_id = m.account_id)");
    format!(
        "((SELECT count(*) FROM {table} h WHERE h.org_id = e.org_id AND h.account_id IN (e.account_id, e.thing_id))
          + (SELECT count(*) FROM memberships m WHERE m.org_id = e.org_id AND m.id = e.thing_id AND {of_member})
          + (SELECT count(*) FROM memberships m
             WHERE m.org_id = e.org_id AND m.user_id IN (e.thing_id, e.subject_id) AND {of_member}))"
    )
}

fn entries(granted: &Granted<HistoryView>) -> Fenced {
    Select::of(COLUMNS, "events r").within(granted, &OWNER)
}

async fn latest(read: &mut Read, select: Fenced, limit: usize) -> Result<Vec<Entry>> {
    select.then(&format!("ORDER BY r.seq DESC LIMIT {limit}")).rows(&mut read.0, read_entry).await
}

fn read_entry(row: &Row<'_>) -> db::Result<Entry> {
    Ok(Entry {
        at: row.get(0)?,
        actor: row.get(1)?,
        subject: row.get(2)?,
        action: Action::parse(&row.get::<String>(3)?),
        label: row.get(4)?,
        via: row.get(5)?,
        changes: serde_json::from_str(&row.get::<String>(6)?).unwrap_or_default(),
        number: row.get(7)?,
    })
}
