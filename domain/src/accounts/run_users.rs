//! Whether the admins of an account run its users, or the organization does it for them.

use db::params;
use kernel::{AccountId, Result};

use super::list::find_in;
use crate::access::{AccountsEdit, Granted};
use crate::history::{Action, Event};
use crate::house::House;

/// Counts from the next request of everybody in the account.
pub async fn let_run_users(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    run: bool,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    if account.run_users == run {
        return Ok(());
    }
    change
        .tx
        .execute(
            "UPDATE accounts SET run_users = ?3 WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), id, i64::from(run)],
        )
        .await?;
    let words = |run: bool| if run { "its admins" } else { "the organization" };
    let event = Event::of(Action::AccountEdited).about(id.any(), account.name).in_account(id).changed(
        "users are run by",
        words(account.run_users),
        words(run),
    );
    change.record(granted.actor(), event).await?.commit().await
}
