//! Takes messages in, one or a thousand, in one transaction.

use std::collections::BTreeMap;

use db::{Tx, Value, params};
use kernel::{AccountId, ContactId, Error, MessageId, OrgId, Result, Timestamp, UserId};

use super::NewMessage;
use super::tell::tell;
use crate::access::{AnyGranted, Granted, MessagesCreate};
use crate::accounts::templates::TAKES_NOTHING;
use crate::delivery::{self, Plans};
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::contacts;
use crate::records::intake::{self, Once, Outcome, Taken};

/// Takes in what can be taken in; says of each what became of it. With `once`, the same request sent again
/// is answered the same and changes nothing.
pub async fn take_in(
    house: &House,
    granted: &Granted<MessagesCreate>,
    messages: Vec<std::result::Result<NewMessage, (String, String)>>,
    once: Option<&Once>,
) -> Result<Outcome> {
    let mut change = house.change(granted).await?;
    if let Some(once) = once
        && let Some(outcome) = intake::recall(&mut change, granted.actor(), once).await?
    {
        return Ok(outcome);
    }
    let creator = granted.actor().user_id();
    let mut results = Vec::with_capacity(messages.len());
    let mut accounts: BTreeMap<AccountId, Vec<Event>> = BTreeMap::new();
    // The new ones for each contact: who wants to be told is told once.
    let mut came: BTreeMap<(AccountId, Option<ContactId>), Vec<MessageId>> = BTreeMap::new();
    let mut plans = Plans::default();
    for message in messages {
        let message = match message {
            Ok(message) => match misplaced(&mut change.tx, granted, &message).await? {
                None => message,
                Some(refused) => {
                    results.push(refused);
                    continue;
                }
            },
            Err((field, reason)) => {
                results.push(Taken::Refused { field, reason });
                continue;
            }
        };
        let id = MessageId::new(change.at, &change.dice);
        if insert(&mut change.tx, granted.org(), id, creator, change.at, &message).await? {
            let sent =
                delivery::begin(&mut change, granted.org(), (id, creator), &message, &mut plans).await?;
            let happened = accounts.entry(message.account).or_default();
            happened.push(event(id, creator, &message));
            happened.extend(sent);
            if message.state == "new" {
                came.entry((message.account, message.contact)).or_default().push(id);
            }
            results.push(Taken::Created { id: id.to_string() });
        } else {
            results.push(Taken::Exists);
        }
    }
    for (place, ids) in came {
        tell(&mut change, granted.org(), place, &ids).await?;
    }
    let outcome = Outcome { results };
    if let Some(once) = once {
        intake::remember(&mut change, granted.actor(), once, &outcome).await?;
    }
    let mut events = accounts.into_iter().flat_map(|(account, events)| summary(account, events));
    let Some(first) = events.next() else {
        change.commit_housekeeping().await?;
        return Ok(outcome);
    };
    let mut recorded = change.record(granted.actor(), first).await?;
    for event in events {
        recorded = recorded.and(granted.actor(), event).await?;
    }
    recorded.commit().await?;
    Ok(outcome)
}

pub(super) fn event(id: MessageId, creator: Option<UserId>, message: &NewMessage) -> Event {
    Event::of(Action::MessageWritten)
        .about(id.any(), message.label())
        .in_account(message.account)
        .owned(message.contact, creator)
}

/// One line of history for each account: the messages one by one if they are few, their number if many.
fn summary(account: AccountId, events: Vec<Event>) -> Vec<Event> {
    let written = events.iter().filter(|event| event.action == Action::MessageWritten).count();
    if written <= 10 {
        return events;
    }
    let sent = events.iter().filter(|event| event.action == Action::MessageDispatched).count();
    let none = if sent == 0 { "0" } else { "" };
    let event = Event::of(Action::MessagesTaken).in_account(account).labelled(format!("{written} messages"));
    vec![event.changed("letters put into the outbox", none, sent.to_string())]
}

/// Why this message cannot be in its account, if it cannot.
async fn misplaced(tx: &mut Tx, granted: &AnyGranted, message: &NewMessage) -> Result<Option<Taken>> {
    let refused = |field: &str, reason: &str| {
        Ok(Some(Taken::Refused { field: field.to_owned(), reason: reason.to_owned() }))
    };
    match crate::accounts::find_in(tx, granted, message.account).await {
        Ok(account) if account.template => return refused("account", TAKES_NOTHING),
        Ok(_) => {}
        Err(Error::NotFound) => return refused("account", "There is no such account."),
        Err(Error::Forbidden(reason)) => return refused("account", &reason.to_string()),
        Err(other) => return Err(other),
    }
    if let Some(contact) = message.contact {
        match contacts::in_account(tx, granted.org(), message.account, contact).await {
            Ok(()) => {}
            Err(Error::Invalid(_)) => {
                return refused("contact", "There is no such contact in this account.");
            }
            Err(other) => return Err(other),
        }
    }
    if let Some(call) = message.call
        && !crate::records::calls::is_in_account(tx, granted.org(), message.account, call).await?
    {
        return refused("call", "There is no such call in this account.");
    }
    Ok(None)
}

/// The same as a refusal of the whole, for a message that is written by hand.
pub(super) async fn must_be_in_place(tx: &mut Tx, granted: &AnyGranted, message: &NewMessage) -> Result<()> {
    match misplaced(tx, granted, message).await? {
        Some(Taken::Refused { field, reason }) => Err(Error::invalid(field, reason)),
        _ => Ok(()),
    }
}

/// Whether it was new.
pub(super) async fn insert(
    tx: &mut Tx,
    org: OrgId,
    id: MessageId,
    creator: Option<UserId>,
    now: Timestamp,
    message: &NewMessage,
) -> Result<bool> {
    let inserted = tx
        .execute(
            "INSERT INTO messages (org_id, id, account_id, contact_id, created_by, external_id, call_id, taken_at,
                                   caller_name, caller_company, caller_number, caller_mobile, priority, subject,
                                   body, operator, state, search)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
             ON CONFLICT (org_id, external_id) DO NOTHING",
            params![
                org,
                id,
                message.account,
                message.contact,
                creator,
                message.external_id.as_deref(),
                message.call,
                message.taken_at.unwrap_or(now),
                &message.caller_name,
                &message.caller_company,
                &message.caller_number,
                &message.caller_mobile,
                message.priority,
                &message.subject,
                &message.text,
                &message.operator,
                message.state,
                Value::from(message.search()),
            ],
        )
        .await?;
    Ok(inserted > 0)
}
