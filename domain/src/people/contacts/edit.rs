//! Contacts are added and changed.

use kernel::{AccountId, ContactId, Result};

use super::list::Contact;
use super::{ContactDetails, find_in, store};
use crate::access::{ContactsEdit, Granted};
use crate::accounts;
use crate::accounts::plans::{self, Limited};
use crate::history::{Action, Event};
use crate::house::House;

pub async fn add(
    house: &House,
    granted: &Granted<ContactsEdit>,
    account: AccountId,
    details: ContactDetails,
) -> Result<ContactId> {
    let details = details.tidy()?;
    let mut change = house.change(granted).await?;
    accounts::find_in(&mut change.tx, granted, account).await?;
    plans::must_have_room(&mut change.tx, granted.org(), account, Limited::Contacts).await?;
    let id = store::insert(&mut change, granted.org(), account, &details).await?;
    change.record(granted.actor(), added(id, account, &details)).await?.commit().await?;
    Ok(id)
}

/// What is told of somebody new.
pub(super) fn added(id: ContactId, account: AccountId, details: &ContactDetails) -> Event {
    let event = Event::of(Action::ContactAdded)
        .about(id.any(), details.name.as_str())
        .in_account(account)
        .owned(Some(id), None);
    details.changes(event, &Contact::nobody(id, account))
}

pub async fn edit(
    house: &House,
    granted: &Granted<ContactsEdit>,
    id: ContactId,
    details: ContactDetails,
) -> Result<()> {
    let details = details.tidy()?;
    let mut change = house.change(granted).await?;
    let before = find_in(&mut change.tx, granted, id).await?;
    store::update(&mut change.tx, granted.org(), id, &details).await?;
    let event = Event::of(Action::ContactEdited)
        .about(id.any(), details.name.as_str())
        .in_account(before.account)
        .owned(Some(id), None)
        .changed("name", before.name.as_str(), details.name.as_str());
    change.record(granted.actor(), details.changes(event, &before)).await?.commit().await
}
