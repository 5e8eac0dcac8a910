//! Two contacts that are one person become one: what pointed at the other points at the one that stays.

use db::Tx;
use kernel::{ContactId, Email, Error, Name, OrgId, Phone, Result};

use super::list::Contact;
use super::ways::{Way, listed};
use super::{ContactDetails, find_in, store, verify};
use crate::access::{ContactsEdit, Granted};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::users;
use crate::{announcements, delivery, on_call, records, tasks};

/// Keeps the one and takes over what only the other says. Refused where people who sign in are linked to both: whoever
/// was linked to the other would see what is for the one.
pub async fn merge(
    house: &House,
    granted: &Granted<ContactsEdit>,
    kept: ContactId,
    other: ContactId,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let org = granted.org();
    let one = find_in(&mut change.tx, granted, kept).await?;
    let two = find_in(&mut change.tx, granted, other).await?;
    if one.account != two.account || one.id == two.id {
        return Err(Error::invalid("other", "Choose another contact of the same account."));
    }
    must_be_one_person(&mut change.tx, org, &one, &two).await?;
    let details = both(&one, &two)?.tidy()?;
    store::update(&mut change.tx, org, kept, &details).await?;
    move_all(&mut change, org, &two, &one).await?;
    verify::move_to(&mut change.tx, org, (other, kept)).await?;
    store::remove(&mut change.tx, org, other).await?;
    let event = Event::of(Action::ContactMerged)
        .about(kept.any(), details.name.as_str())
        .in_account(one.account)
        .owned(Some(kept), None)
        .changed("contacts", format!("{}; {}", in_words(&one), in_words(&two)), in_words_of(&details));
    change.record(granted.actor(), details.changes(event, &one)).await?.commit().await
}

async fn must_be_one_person(tx: &mut Tx, org: OrgId, one: &Contact, two: &Contact) -> Result<()> {
    let of_one = users::linked_to(tx, org, one.account, one.id).await?;
    let of_two = users::linked_to(tx, org, two.account, two.id).await?;
    match (of_one.first(), of_two.first()) {
        (Some(first), Some(second)) => Err(Error::conflict(format!(
            "Two people sign in as these contacts: {first} as {}, and {second} as {}. Link one of them to nobody first.",
            one.name, two.name
        ))),
        _ => Ok(()),
    }
}

async fn move_all(change: &mut Change, org: OrgId, from: &Contact, to: &Contact) -> Result<()> {
    let account = to.account;
    let tx = &mut change.tx;
    users::move_contact(tx, org, account, (from.id, to.id)).await?;
    records::calls::move_contact(tx, org, account, (from.id, to.id)).await?;
    records::messages::move_contact(tx, org, account, (from.id, to.id)).await?;
    tasks::move_contact(tx, org, account, (from.id, to.id)).await?;
    delivery::move_contact(tx, org, account, (from.id, to.id)).await?;
    announcements::move_contact(tx, org, account, (from.id, to.id)).await?;
    on_call::move_contact(tx, org, account, (from.id, (to.id, &to.name))).await
}

/// What the one says, and what only the other says after it.
fn both(one: &Contact, two: &Contact) -> Result<ContactDetails> {
    let first = |a: &str, b: &str| if a.is_empty() { b.to_owned() } else { a.to_owned() };
    let emails = one
        .emails
        .iter()
        .chain(&two.emails)
        .filter_map(|way| Some(Way::new(way.label, Email::parse(&way.to).ok()?)));
    let phones =
        one.phones.iter().chain(&two.phones).map(|way| Way::new(way.label, Phone::stored(way.to.clone())));
    let note = match (one.note.as_str(), two.note.as_str()) {
        (same, other) if same == other => same.to_owned(),
        (a, b) => format!("{a}\n{b}").trim().to_owned(),
    };
    Ok(ContactDetails {
        title: first(&one.title, &two.title),
        emails: emails.collect(),
        phones: phones.collect(),
        hours: first(&one.hours, &two.hours),
        groups: one.groups.iter().chain(&two.groups).cloned().collect(),
        note,
        ..ContactDetails::of(Name::parse(&one.name).map_err(Error::bug)?)
    })
}

/// `Ann Lee, ann@north.example (work), +15125550143`
fn in_words(contact: &Contact) -> String {
    words(&contact.name, listed(&contact.emails), listed(&contact.phones))
}

fn in_words_of(details: &ContactDetails) -> String {
    words(details.name.as_str(), listed(&details.emails), listed(&details.phones))
}

fn words(name: &str, emails: String, phones: String) -> String {
    [name.to_owned(), emails, phones]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}
