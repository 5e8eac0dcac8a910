//! A file is looked at, which changes nothing, or brought in, which is one change.

use kernel::{AccountId, Error, Result};

use super::judge::{Judged, Outcome, judge};
use crate::access::{ContactsEdit, Granted};
use crate::accounts;
use crate::accounts::plans::{self, Limited};
use crate::house::{House, Read};
use crate::people::contacts::{edit, store};

/// What would become of everybody in the file. A number without a country code is one of `region`.
pub async fn look(
    read: &mut Read,
    granted: &Granted<ContactsEdit>,
    account: AccountId,
    (file, region): (&str, &str),
) -> Result<Vec<Judged>> {
    accounts::find_in(&mut read.0, granted, account).await?;
    judge(&mut read.0, (granted.org(), account), region, file).await
}

/// Adds those who are new. Where the plan of the account has no room for all of them, those who still fit are added.
pub async fn import(
    house: &House,
    granted: &Granted<ContactsEdit>,
    account: AccountId,
    (file, region): (&str, &str),
) -> Result<Vec<Judged>> {
    let org = granted.org();
    let mut change = house.change(granted).await?;
    accounts::find_in(&mut change.tx, granted, account).await?;
    let mut judged = judge(&mut change.tx, (org, account), region, file).await?;
    let mut events = Vec::new();
    for one in &mut judged {
        let Outcome::New(details) = &one.outcome else { continue };
        match plans::must_have_room(&mut change.tx, org, account, Limited::Contacts).await {
            Ok(()) => {
                let id = store::insert(&mut change, org, account, details).await?;
                events.push(edit::added(id, account, details));
            }
            Err(Error::Conflict(reason)) => one.outcome = Outcome::Refused(reason.to_string()),
            Err(other) => return Err(other),
        }
    }
    let mut events = events.into_iter();
    if let Some(first) = events.next() {
        let mut recorded = change.record(granted.actor(), first).await?;
        for event in events {
            recorded = recorded.and(granted.actor(), event).await?;
        }
        recorded.commit().await?;
    }
    Ok(judged)
}
