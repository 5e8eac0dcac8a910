//! Whether what the people of an account change of its resources waits for an operator (S0-10).

use db::params;
use kernel::{AccountId, Result};

use super::list::find_in;
use crate::access::{AccountsEdit, Granted};
use crate::history::{Action, Event};
use crate::house::House;

/// Counts from the next request of everybody. None is as the organization says. What waits already goes on waiting.
pub async fn approve_resources(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    approve: Option<bool>,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    if account.approve_resources == approve {
        return Ok(());
    }
    change
        .tx
        .execute(
            "UPDATE accounts SET approve_resources = ?3 WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), id, approve.map(i64::from)],
        )
        .await?;
    let event = Event::of(Action::AccountEdited).about(id.any(), account.name).in_account(id).changed(
        "changes of resources by the client",
        words(account.approve_resources),
        words(approve),
    );
    change.record(granted.actor(), event).await?.commit().await
}

const fn words(approve: Option<bool>) -> &'static str {
    match approve {
        None => "as everywhere",
        Some(true) => "wait for an operator",
        Some(false) => "hold at once",
    }
}
