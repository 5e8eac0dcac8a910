//! A locked account lets nobody in: not its people, not operators in their place (S3-44 … S3-47, E-04).

use db::params;
use kernel::{AccountId, OrgId, Result, Timestamp};

use super::list::{Account, find_in};
use super::repeated::repeat;
use crate::access::{AccountsLock, Granted};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;
use crate::sign_in::sessions;

/// Locks the account and ends every session in it, also of operators logged in as one of its people.
pub async fn lock(house: &House, granted: &Granted<AccountsLock>, id: AccountId) -> Result<()> {
    set(house, granted, id, true).await
}

/// Lets the account's people in again; they sign in anew.
pub async fn unlock(house: &House, granted: &Granted<AccountsLock>, id: AccountId) -> Result<()> {
    set(house, granted, id, false).await
}

async fn set(house: &House, granted: &Granted<AccountsLock>, id: AccountId, locked: bool) -> Result<()> {
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    match set_in(&mut change, granted.org(), &account, locked).await? {
        Some(event) => change.record(granted.actor(), event).await?.commit().await,
        None => Ok(()),
    }
}

/// The same within a change that others share; nothing to tell if it is so already.
pub(super) async fn set_in(
    change: &mut Change,
    org: OrgId,
    account: &Account,
    locked: bool,
) -> Result<Option<Event>> {
    if account.is_locked() == locked {
        return Ok(None);
    }
    let at: Option<Timestamp> = locked.then_some(change.at);
    change
        .tx
        .execute(
            "UPDATE accounts SET locked_at = ?3 WHERE org_id = ?1 AND id = ?2",
            params![org, account.id, at],
        )
        .await?;
    repeat(&mut change.tx, org, account.id).await?;
    let (action, before, after) = if locked {
        sessions::end_all_of_account(change, org, account.id).await?;
        (Action::AccountLocked, "active", "locked")
    } else {
        (Action::AccountUnlocked, "locked", "active")
    };
    let event = Event::of(action).about(account.id.any(), account.name.as_str()).in_account(account.id);
    Ok(Some(event.changed("state", before, after)))
}
