//! The code that the person reads out is entered: counted before it is looked at, and good once. Or an operator vouches.

use db::params;
use kernel::{ContactId, Error, Result, same};

use super::super::find_in;
use super::super::list::Contact;
use super::code::hash;
use super::{Known, kept};
use crate::access::{ContactsEdit, Granted};
use crate::history::{Action, Event};
use crate::house::House;
use crate::sign_in::verification::{DIGITS, TRIES};

/// Shows that what is written here reaches the person.
pub async fn confirm(
    house: &House,
    granted: &Granted<ContactsEdit>,
    id: ContactId,
    (written, code): (&str, &str),
) -> Result<()> {
    let code: String = code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    if code.len() != DIGITS || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Error::invalid("code", "Enter the six digits of the code."));
    }
    let org = granted.org();
    let mut counting = house.change(granted).await?;
    let contact = find_in(&mut counting.tx, granted, id).await?;
    let known = Known::of(&contact, written)?;
    let counted: Option<Vec<u8>> = counting
        .tx
        .row(
            "UPDATE contact_codes SET tries = tries + 1
             WHERE org_id = ?1 AND contact_id = ?2 AND channel = ?3 AND value = ?4 AND ends_at > ?5
               AND code_hash IS NOT NULL AND tries < ?6
             RETURNING code_hash",
            params![org, id, known.channel.name(), known.value.as_str(), counting.at, TRIES],
            |row| row.get(0),
        )
        .await?;
    counting.commit_housekeeping().await?;
    let gone = || Error::invalid("code", "There is no code to be entered any more. Have another one sent.");
    let there = counted.ok_or_else(gone)?;
    if !same(&there, &hash(id, &known, &code)) {
        return Err(Error::invalid("code", "This is not the code that was sent."));
    }
    let mut change = house.change(granted).await?;
    let spent = change
        .tx
        .execute(
            "DELETE FROM contact_codes
             WHERE org_id = ?1 AND contact_id = ?2 AND channel = ?3 AND value = ?4 AND code_hash = ?5",
            params![org, id, known.channel.name(), known.value.as_str(), there.as_slice()],
        )
        .await?;
    // Another one took its place, or the contact has another number by now.
    if spent == 0 {
        return Err(gone());
    }
    let by = granted.actor().signature();
    kept::note(&mut change, org, id, (&known, &by, "code")).await?;
    let event = verified(&contact, &known);
    change.record(granted.actor(), event).await?.commit().await
}

/// An operator who has called there, or met the person, vouches for it.
pub async fn vouch(
    house: &House,
    granted: &Granted<ContactsEdit>,
    id: ContactId,
    written: &str,
) -> Result<()> {
    if !granted.actor().is_of_the_team() {
        return Err(Error::forbidden("Only an operator can vouch for an address or a number."));
    }
    let mut change = house.change(granted).await?;
    let (org, contact) = (granted.org(), find_in(&mut change.tx, granted, id).await?);
    let known = Known::of(&contact, written)?;
    let there = kept::stored(&mut change.tx, org, id).await?;
    if there.iter().any(|one| one.channel == known.channel && one.value == known.value) {
        return Ok(());
    }
    let by = granted.actor().signature();
    kept::note(&mut change, org, id, (&known, &by, "vouched")).await?;
    let event = verified(&contact, &known).changed("how", "", "vouched for");
    change.record(granted.actor(), event).await?.commit().await
}

fn verified(contact: &Contact, known: &Known) -> Event {
    Event::of(Action::ContactVerified)
        .about(contact.id.any(), contact.name.as_str())
        .in_account(contact.account)
        .owned(Some(contact.id), None)
        .changed(known.channel.title(), "", known.value.as_str())
}
