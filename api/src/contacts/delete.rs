//! Deleting a contact: calls and messages for the person stay with the account.

use domain::access::{ContactsEdit, ContactsView};
use domain::people::contacts::{self, CONTACTS};
use kernel::ContactId;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::single::{done, record};

pub async fn delete(caller: Caller, Id(id): Id<ContactId>, conditions: Conditions) -> Answer {
    let granted = caller.may::<ContactsEdit>()?;
    conditions.must_hold(&record::<ContactsView>(&caller, &CONTACTS, id.any()).await?)?;
    contacts::delete(caller.house(), &granted, id).await?;
    Ok(done())
}
