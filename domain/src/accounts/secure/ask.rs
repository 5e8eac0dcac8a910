//! An operator without the clearance asks to be let into a Secure account, and says why.

use db::params;
use kernel::text::line;
use kernel::{AccountId, EmergencyId, Error, Result, Span};
use serde_json::json;

use super::cleared::cleared;
use crate::access::{AccountsView, Actor, Granted, Via};
use crate::history::{Action, Event};
use crate::house::House;
use crate::notices::{self, Channel, Letter, LetterKind};

/// Characters of a reason.
pub const LONGEST_REASON: usize = 500;
/// A request that nobody answered by then is over.
pub const WAITS_FOR: Span = Span::hours(8);
/// For how long the account is open once it was approved.
pub const OPENS_FOR: Span = Span::minutes(30);

/// Everybody with the clearance gets a letter; one of them answers.
pub async fn ask(
    house: &House,
    granted: &Granted<AccountsView>,
    account: AccountId,
    reason: &str,
) -> Result<EmergencyId> {
    let operator = in_person(granted.actor())?;
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let name: Option<String> = change
        .tx
        .row("SELECT name FROM accounts WHERE org_id = ?1 AND id = ?2", params![org, account], |row| {
            row.get(0)
        })
        .await?;
    let name = name.ok_or(Error::NotFound)?;
    if granted.actor().sees_into(&mut change.tx, account).await? {
        return Err(Error::conflict("You see into this account already."));
    }
    let reason = line(reason, LONGEST_REASON).map_err(|error| Error::invalid("reason", error.to_string()))?;
    if reason.is_empty() {
        return Err(Error::invalid("reason", "Say why you need to see into this account now."));
    }
    let waiting = change
        .tx
        .row(
            "SELECT 1 FROM emergency_requests WHERE org_id = ?1 AND operator_id = ?2 AND state = 'waiting'
               AND ends_at > ?3 AND account_id = ?4",
            params![org, operator, change.at, account],
            |_| Ok(()),
        )
        .await?;
    if waiting.is_some() {
        return Err(Error::conflict("You have asked already, and nobody has answered yet."));
    }
    let answering = cleared(&mut change.tx, org).await?;
    if answering.is_empty() {
        return Err(Error::conflict("Nobody can answer: no operator has the clearance for Secure accounts."));
    }
    let id = EmergencyId::new(change.at, &change.dice);
    let called = granted.actor().person().map(|person| person.name.clone()).unwrap_or_default();
    change
        .tx
        .execute(
            "INSERT INTO emergency_requests (org_id, id, account_id, operator_id, operator_name, reason, state,
                                             asked_at, ends_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting', ?7, ?8)",
            params![
                org,
                id,
                account,
                operator,
                called.as_str(),
                reason.as_str(),
                change.at,
                change.at + WAITS_FOR
            ],
        )
        .await?;
    for (user, to) in answering {
        let letter = Letter {
            kind: LetterKind::EmergencyAsked,
            channel: Channel::Email,
            to,
            user: Some(user),
            account: None,
            data: json!({ "request": id.to_string() }),
            ends_at: Some(change.at + WAITS_FOR),
        };
        notices::put(&mut change, org, letter).await?;
    }
    let event = Event::of(Action::EmergencyAsked)
        .about(account.any(), name)
        .in_account(account)
        .changed("reason", "", reason);
    change.record(granted.actor(), event).await?.commit().await?;
    Ok(id)
}

/// The operator who is signed in: neither a key nor somebody in a client’s place asks or answers.
pub(super) fn in_person(actor: &Actor) -> Result<kernel::UserId> {
    match (actor.via(), actor.user_id()) {
        (Via::Session(_), Some(person)) if actor.is_of_the_team() => Ok(person),
        _ => Err(Error::forbidden("Emergency access is asked for and answered by operators in person.")),
    }
}
