//! The toggle: marking an account Secure, and taking the mark off.

use db::{Tx, params};
use kernel::{AccountId, Error, OrgId, Result};

use super::cleared::cleared;
use crate::access::{AccountsEdit, Granted};
use crate::accounts::list::find_in;
use crate::accounts::repeated::repeat;
use crate::history::{Action, Event};
use crate::house::House;
use crate::sign_in::secure_link;

/// Counts from the next request of everybody: whoever has no clearance sees no more than that the account exists, and
/// is out of its portal. The secure login link is gone (C-06).
pub async fn mark(house: &House, granted: &Granted<AccountsEdit>, id: AccountId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let (org, account) = (granted.org(), find_in(&mut change.tx, granted, id).await?);
    if account.secure {
        return Ok(());
    }
    if account.template {
        return Err(Error::conflict(
            "This is a template: nothing comes in that would have to be kept Secure.",
        ));
    }
    if cleared(&mut change.tx, org).await?.is_empty() {
        return Err(Error::conflict(
            "Nobody could see into this account any more: no operator has a role with the clearance for Secure \
             accounts. Give somebody such a role first.",
        ));
    }
    change
        .tx
        .execute(
            "INSERT INTO secure_accounts (org_id, account_id, since_at) VALUES (?1, ?2, ?3)",
            params![org, id, change.at],
        )
        .await?;
    write(&mut change.tx, org, id, true).await?;
    secure_link::forget(&mut change, org, id).await?;
    let event = Event::of(Action::AccountSecured).about(id.any(), account.name).in_account(id);
    change.record(granted.actor(), event).await?.commit().await
}

/// For operators with the clearance of their own; one who was let in for once does not open the account for all.
pub async fn unmark(house: &House, granted: &Granted<AccountsEdit>, id: AccountId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let (org, account) = (granted.org(), find_in(&mut change.tx, granted, id).await?);
    if !account.secure {
        return Ok(());
    }
    if !granted.actor().is_cleared() {
        return Err(Error::forbidden(
            "Only an operator whose role has the clearance takes the mark off a Secure account.",
        ));
    }
    change
        .tx
        .execute("DELETE FROM secure_accounts WHERE org_id = ?1 AND account_id = ?2", params![org, id])
        .await?;
    write(&mut change.tx, org, id, false).await?;
    let event = Event::of(Action::AccountUnsecured).about(id.any(), account.name).in_account(id);
    change.record(granted.actor(), event).await?.commit().await
}

/// The mark as lists find it.
async fn write(tx: &mut Tx, org: OrgId, id: AccountId, secure: bool) -> Result<()> {
    tx.execute(
        "UPDATE accounts SET secure = ?3 WHERE org_id = ?1 AND id = ?2",
        params![org, id, i64::from(secure)],
    )
    .await?;
    repeat(tx, org, id).await
}
