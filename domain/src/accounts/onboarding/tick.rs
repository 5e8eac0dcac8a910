//! Steps are ticked by hand, and a tick that was a slip is taken back.

use db::params;
use kernel::{AccountId, Error, Result, StepId};

use super::notice::{complete, tell};
use super::step::{Step, Whose, find_in};
use crate::access::{Granted, OnboardingTick};
use crate::accounts::list;
use crate::accounts::templates::TAKES_NOTHING;
use crate::change::Change;
use crate::history::Action;
use crate::house::House;

/// Ticks a step; ticked already, nothing changes. Clients tick what is theirs.
pub async fn set_done(
    house: &House,
    granted: &Granted<OnboardingTick>,
    account: AccountId,
    step: StepId,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let step = theirs(&mut change, granted, account, step).await?;
    match complete(&mut change, granted.actor(), (account, &step), true).await? {
        Some(event) => change.record(granted.actor(), event).await?.commit().await,
        None => Ok(()),
    }
}

/// Takes a tick back; one that completed by itself completes again when it happens again.
pub async fn set_open(
    house: &House,
    granted: &Granted<OnboardingTick>,
    account: AccountId,
    step: StepId,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let step = theirs(&mut change, granted, account, step).await?;
    let org = granted.org();
    let removed = change
        .tx
        .execute(
            "DELETE FROM account_steps WHERE org_id = ?1 AND account_id = ?2 AND step_id = ?3",
            params![org, account, step.id],
        )
        .await?;
    if removed == 0 {
        return Ok(());
    }
    let event = tell(&mut change, org, (account, step.id), Action::StepOpened, &step.title).await?;
    change.record(granted.actor(), event).await?.commit().await
}

/// The step, if the account is within reach, its checklist does not rest, and it is theirs to tick.
async fn theirs(
    change: &mut Change,
    granted: &Granted<OnboardingTick>,
    account: AccountId,
    step: StepId,
) -> Result<Step> {
    let account = list::find_in(&mut change.tx, granted, account).await?;
    let step = find_in(&mut change.tx, granted.org(), step).await?;
    if account.template {
        return Err(Error::conflict(TAKES_NOTHING));
    }
    if account.in_setup {
        return Err(Error::conflict(
            "The account is in setup: its checklist begins when the setup is complete.",
        ));
    }
    if step.whose == Whose::Team && !granted.actor().is_of_the_team() {
        return Err(Error::forbidden("This step is ticked by your provider."));
    }
    Ok(step)
}
