//! An account is in setup while an operator prepares it; marking the setup as complete ends that and begins the
//! client's checklist anew, and one can go back (S3-32, C-20).

use db::params;
use kernel::{AccountId, Result};

use super::list::find_in;
use super::onboarding;
use super::repeated::repeat;
use crate::access::{AccountsEdit, Granted};
use crate::history::{Action, Event};
use crate::house::House;

pub async fn complete_setup(house: &House, granted: &Granted<AccountsEdit>, id: AccountId) -> Result<()> {
    set(house, granted, id, false).await
}

pub async fn reopen_setup(house: &House, granted: &Granted<AccountsEdit>, id: AccountId) -> Result<()> {
    set(house, granted, id, true).await
}

async fn set(house: &House, granted: &Granted<AccountsEdit>, id: AccountId, in_setup: bool) -> Result<()> {
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    if account.in_setup == in_setup {
        return Ok(());
    }
    change
        .tx
        .execute(
            "UPDATE accounts SET in_setup = ?3 WHERE org_id = ?1 AND id = ?2",
            params![granted.org(), id, i64::from(in_setup)],
        )
        .await?;
    repeat(&mut change.tx, granted.org(), id).await?;
    if !in_setup {
        onboarding::restart(&mut change, granted.org(), id).await?;
    }
    let action = if in_setup { Action::SetupReopened } else { Action::SetupCompleted };
    let event = Event::of(action).about(id.any(), account.name).in_account(id);
    change.record(granted.actor(), event).await?.commit().await
}
