//! The note that the team shares about a client: how they pay, what was agreed (S3-26). The client never reads it.

use db::{Value, params};
use kernel::text::paragraph;
use kernel::{AccountId, Error, Invalid, Result, Timestamp};

use super::for_the_team;
use super::list::{Account, find_in};
use crate::access::{AccountsEdit, AccountsView, Actor, Granted, Owner, Select};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};

/// Characters of a note.
pub const MAX: usize = 10_000;
/// Characters of it that the history quotes.
const QUOTED: usize = 200;

const OWNER: Owner = Owner {
    org: "r.org_id",
    account: "r.account_id",
    contact: None,
    creator: None,
    assignee: None,
    about: None,
    marked: None,
};

#[derive(Clone, Debug)]
pub struct Note {
    pub text: String,
    /// The name at that time.
    pub changed_by: String,
    pub changed_at: Timestamp,
}

/// The note as it was left, also if it was emptied; none if there never was one.
pub async fn find(read: &mut Read, granted: &Granted<AccountsView>, id: AccountId) -> Result<Option<Note>> {
    for_the_team(granted)?;
    Select::of("r.note, r.changed_by, r.changed_at", "account_notes r")
        .within(granted, &OWNER)
        .and("r.account_id = {}", [Value::from(id)])
        .row(&mut read.0, |row| {
            Ok(Note { text: row.get(0)?, changed_by: row.get(1)?, changed_at: row.get(2)? })
        })
        .await
}

pub async fn write(house: &House, granted: &Granted<AccountsEdit>, id: AccountId, text: &str) -> Result<()> {
    for_the_team(granted)?;
    let mut invalid = Invalid::default();
    let text = invalid.check("note", paragraph(text, MAX));
    let text = text.ok_or(Error::Invalid(invalid))?;
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    match write_in(&mut change, granted.actor(), &account, &text).await? {
        Some(event) => change.record(granted.actor(), event).await?.commit().await,
        None => Ok(()),
    }
}

/// The same within a change that others share; nothing to tell if the note says so already.
pub(super) async fn write_in(
    change: &mut Change,
    actor: &Actor,
    account: &Account,
    text: &str,
) -> Result<Option<Event>> {
    let (org, id) = (actor.org(), account.id);
    let before: Option<String> = change
        .tx
        .row(
            "SELECT note FROM account_notes WHERE org_id = ?1 AND account_id = ?2",
            params![org, id],
            |row| row.get(0),
        )
        .await?;
    let before = before.unwrap_or_default();
    if before == text {
        return Ok(None);
    }
    let by = actor.person().map_or("Portico", |person| person.name.as_str());
    change
        .tx
        .execute(
            "INSERT INTO account_notes (org_id, account_id, note, changed_by, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (org_id, account_id) DO UPDATE SET note = excluded.note,
                changed_by = excluded.changed_by, changed_at = excluded.changed_at",
            params![org, id, text, by, change.at],
        )
        .await?;
    let event = Event::of(Action::AccountNoted).about(id.any(), account.name.as_str());
    Ok(Some(event.changed("note", quoted(&before), quoted(text))))
}

/// A long text as the history quotes it.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted: String = text.chars().take(QUOTED).collect();
    if text.chars().nth(QUOTED).is_some() {
        quoted.push('…');
    }
    quoted
}
