//! How far an account has come: n of N, and who did what when (S3-30, S3-31).

use db::{Tx, params};
use kernel::{AccountId, OrgId, Result, StepId, Timestamp};

use super::step::{Step, list_in};
use crate::access::{AccountsView, Granted};
use crate::accounts::list::find_in;
use crate::change::Change;
use crate::house::Read;

#[derive(Clone, Debug)]
pub struct Progress {
    /// The organization is still preparing the account: the checklist rests.
    pub in_setup: bool,
    /// In the order of the checklist.
    pub steps: Vec<State>,
}

/// A step, and who did it when.
#[derive(Clone, Debug)]
pub struct State {
    pub step: Step,
    pub done: Option<Done>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub at: Timestamp,
    /// The name of who did it at that time.
    pub by: String,
    /// Somebody ticked it; otherwise it completed by itself.
    pub by_hand: bool,
}

impl Progress {
    pub fn done(&self) -> usize {
        self.steps.iter().filter(|state| state.done.is_some()).count()
    }

    pub const fn total(&self) -> usize {
        self.steps.len()
    }

    pub fn is_complete(&self) -> bool {
        self.done() == self.total()
    }
}

pub async fn progress(read: &mut Read, granted: &Granted<AccountsView>, id: AccountId) -> Result<Progress> {
    let tx = &mut read.0;
    let in_setup = find_in(tx, granted, id).await?.in_setup;
    Ok(Progress { in_setup, steps: of_account(tx, granted.org(), id).await? })
}

pub(super) async fn of_account(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<Vec<State>> {
    let steps = list_in(tx, org).await?;
    let mut done: Vec<(StepId, Done)> = tx
        .rows(
            "SELECT step_id, done_at, done_by, by_hand FROM account_steps WHERE org_id = ?1 AND account_id = ?2",
            params![org, account],
            |row| {
                let done = Done { at: row.get(1)?, by: row.get(2)?, by_hand: row.get::<i64>(3)? != 0 };
                Ok((row.get(0)?, done))
            },
        )
        .await?;
    let mut state = |step: Step| {
        let place = done.iter().position(|(id, _)| *id == step.id);
        State { done: place.map(|place| done.swap_remove(place).1), step }
    };
    Ok(steps.into_iter().map(&mut state).collect())
}

/// The checklist begins anew, at 0 of N (C-20).
pub(in crate::accounts) async fn restart(change: &mut Change, org: OrgId, account: AccountId) -> Result<()> {
    change
        .tx
        .execute("DELETE FROM account_steps WHERE org_id = ?1 AND account_id = ?2", params![org, account])
        .await?;
    Ok(())
}
