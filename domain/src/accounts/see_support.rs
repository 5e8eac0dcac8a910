//! Whether the admins of an account see who of the organization came in, in whose place, and what was done.

use db::params;
use kernel::{AccountId, Result};

use super::list::find_in;
use crate::access::{AccountsEdit, Granted};
use crate::history::{Action, Event};
use crate::house::House;

/// Counts from the next request of everybody in the account.
pub async fn let_see_support(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    see: bool,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    if account.see_support == see {
        return Ok(());
    }
    change
        .tx
        .execute(
            "UPDATE accounts SET see_support = ?3 WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), id, i64::from(see)],
        )
        .await?;
    let words = |see: bool| if see { "shown" } else { "not shown" };
    let event = Event::of(Action::AccountEdited).about(id.any(), account.name).in_account(id).changed(
        "support access",
        words(account.see_support),
        words(see),
    );
    change.record(granted.actor(), event).await?.commit().await
}
