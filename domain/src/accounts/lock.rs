//! A locked account lets nobody in: not its people, not operators in their place (S3-44 … S3-47, E-04).

use db::params;
use kernel::{AccountId, Result};

use super::list::find_in;
use crate::access::{AccountsLock, Granted};
use crate::history::{Action, Event};
use crate::house::House;
use crate::sign_in::sessions;

/// Locks the account and ends every session in it, also of operators logged in as one of its people.
pub async fn lock(house: &House, granted: &Granted<AccountsLock>, id: AccountId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    if account.is_locked() {
        return Ok(());
    }
    change
        .tx
        .execute(
            "UPDATE accounts SET locked_at = ?3 WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), id, change.at],
        )
        .await?;
    sessions::end_all_of_account(&mut change, granted.org(), id).await?;
    let event = Event::of(Action::AccountLocked)
        .about(id.any(), account.name)
        .in_account(id)
        .changed("state", "active", "locked");
    change.record(granted.actor(), event).await?.commit().await
}

/// Lets the account's people in again; they sign in anew.
pub async fn unlock(house: &House, granted: &Granted<AccountsLock>, id: AccountId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    if !account.is_locked() {
        return Ok(());
    }
    change
        .tx
        .execute(
            "UPDATE accounts SET locked_at = NULL WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), id],
        )
        .await?;
    let event = Event::of(Action::AccountUnlocked)
        .about(id.any(), account.name)
        .in_account(id)
        .changed("state", "locked", "active");
    change.record(granted.actor(), event).await?.commit().await
}
