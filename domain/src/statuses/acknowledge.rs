//! An operator says that a status was seen, so that the client knows.

use db::params;
use kernel::{AccountId, Error, Result};

use super::current::find;
use crate::access::{Granted, StatusAcknowledge};
use crate::accounts;
use crate::history::{Action, Event};
use crate::house::House;

/// Acknowledges the status that the account has now; a second time changes nothing.
pub async fn acknowledge(
    house: &House,
    granted: &Granted<StatusAcknowledge>,
    account: AccountId,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let about = accounts::find_in(&mut change.tx, granted, account).await?;
    let person = granted
        .actor()
        .person()
        .cloned()
        .ok_or_else(|| Error::conflict("Only a person can acknowledge a status."))?;
    let found = find(&mut change.tx, granted, Some(account), change.at).await?;
    let Some(status) = found.into_iter().next() else {
        return Err(Error::conflict("This account has no status now."));
    };
    let added = change
        .tx
        .execute(
            "INSERT INTO status_acknowledgements (org_id, status_id, user_id, name, acknowledged_at)
             VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            params![granted.org(), status.id, person.id, person.name.as_str(), change.at],
        )
        .await?;
    if added == 0 {
        return Ok(());
    }
    let event = Event::of(Action::StatusAcknowledged).about(status.id.any(), about.name).in_account(account);
    change.record(granted.actor(), event).await?.commit().await
}
