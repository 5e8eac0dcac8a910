//! Whether the admins of an account write the page of their business, or the organization does it for them.

use db::params;
use kernel::{AccountId, Result};

use crate::access::{AccountsEdit, Granted};
use crate::accounts::list::find_in;
use crate::history::{Action, Event};
use crate::house::{House, Read};

/// The switch of this account.
pub async fn written_by_admins(
    read: &mut Read,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
) -> Result<bool> {
    Ok(find_in(&mut read.0, granted, id).await?.business_page)
}

/// Counts from the next request of everybody in the account.
pub async fn let_write(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    write: bool,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    if account.business_page == write {
        return Ok(());
    }
    change
        .tx
        .execute(
            "UPDATE accounts SET business_page = ?3 WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), id, i64::from(write)],
        )
        .await?;
    let words = |write: bool| if write { "its admins" } else { "the organization" };
    let event = Event::of(Action::AccountEdited).about(id.any(), account.name).in_account(id).changed(
        "business page is written by",
        words(account.business_page),
        words(write),
    );
    change.record(granted.actor(), event).await?.commit().await
}
