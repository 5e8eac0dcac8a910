//! Deleting a contact: its calls and messages stay with the account, its user keeps no records (E-10).

use kernel::{ContactId, Result};

use super::{find_in, store};
use crate::access::{ContactsEdit, Granted};
use crate::history::{Action, Event};
use crate::house::House;
use crate::people::users;
use crate::{delivery, on_call, records, tasks};

pub async fn delete(house: &House, granted: &Granted<ContactsEdit>, id: ContactId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let contact = find_in(&mut change.tx, granted, id).await?;
    let org = granted.org();
    on_call::forget(&mut change.tx, org, contact.account, id, change.at).await?;
    delivery::must_not_need_contact(&mut change.tx, org, contact.account, id).await?;
    users::unlink_contact(&mut change.tx, org, contact.account, id).await?;
    records::calls::unlink_contact(&mut change.tx, org, contact.account, id).await?;
    records::messages::unlink_contact(&mut change.tx, org, contact.account, id).await?;
    tasks::unlink_contact(&mut change.tx, org, contact.account, id).await?;
    store::remove(&mut change.tx, org, id).await?;
    let event = Event::of(Action::ContactDeleted).about(id.any(), contact.name).in_account(contact.account);
    change.record(granted.actor(), event).await?.commit().await
}
