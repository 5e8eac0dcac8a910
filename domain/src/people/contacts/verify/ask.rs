//! A code is sent to an address or a number of a contact.

use db::params;
use kernel::{ContactId, Result, Span, Timestamp};
use serde_json::json;

use super::super::find_in;
use super::Known;
use crate::access::{Actor, ContactsEdit, Granted};
use crate::history::{Action, Event};
use crate::house::{House, Read};
use crate::notices::{self, Letter, LetterKind};
use crate::sign_in::throttle::{self, Subject};
use crate::sign_in::verification::{LASTS, allow_code};

/// Codes of one account in a day: they cost money, and the organization's are for all of its clients.
const OF_ONE_ACCOUNT: i64 = 40;

/// Has a code sent to what is written here. An earlier one is dead from now on.
pub async fn ask(house: &House, granted: &Granted<ContactsEdit>, id: ContactId, written: &str) -> Result<()> {
    let mut change = house.change(granted).await?;
    let (org, contact) = (granted.org(), find_in(&mut change.tx, granted, id).await?);
    let known = Known::of(&contact, written)?;
    let account = contact.account.to_string();
    throttle::allow(&mut change, org, &Subject::ContactCodes(&account), OF_ONE_ACCOUNT, Span::days(1))
        .await?;
    let last_of_day = allow_code(&mut change, org, known.channel, ("to", &known.value)).await?;
    change
        .tx
        .execute(
            "INSERT INTO contact_codes (org_id, contact_id, channel, value, code_hash, tries, created_at, ends_at)
             VALUES (?1, ?2, ?3, ?4, NULL, 0, ?5, ?6)
             ON CONFLICT (org_id, contact_id, channel, value) DO UPDATE SET code_hash = NULL, tries = 0,
               created_at = excluded.created_at, ends_at = excluded.ends_at",
            params![org, id, known.channel.name(), known.value.as_str(), change.at, change.at + LASTS],
        )
        .await?;
    let letter = Letter {
        kind: LetterKind::VerifyContact,
        channel: known.channel,
        to: known.value.clone(),
        user: None,
        account: Some(contact.account),
        data: json!({ "contact": id.to_string() }),
        ends_at: Some(change.at + LASTS),
    };
    notices::put(&mut change, org, letter).await?;
    let event = Event::of(Action::ContactCodeSent)
        .about(id.any(), contact.name.as_str())
        .in_account(contact.account)
        .owned(Some(id), None)
        .changed("to", "", known.value);
    let mut recorded = change.record(granted.actor(), event).await?;
    if last_of_day {
        let event = Event::of(Action::TextMessagesUsedUp).about(id.any(), contact.name);
        recorded = recorded.and(&Actor::system(org, "text messages"), event).await?;
    }
    recorded.commit().await
}

/// Whether a code that was sent there is waited for.
pub async fn waits_for(
    read: &mut Read,
    granted: &Granted<ContactsEdit>,
    (id, written): (ContactId, &str),
    now: Timestamp,
) -> Result<bool> {
    let contact = find_in(&mut read.0, granted, id).await?;
    let known = Known::of(&contact, written)?;
    let found = read
        .0
        .row(
            "SELECT 1 FROM contact_codes
             WHERE org_id = ?1 AND contact_id = ?2 AND channel = ?3 AND value = ?4 AND ends_at > ?5",
            params![granted.org(), id, known.channel.name(), known.value.as_str(), now],
            |_| Ok(()),
        )
        .await?;
    Ok(found.is_some())
}
