//! The plan of one account: what it is, what another one would change, and the change itself (S3-34 … S3-36).

use db::{Tx, params};
use kernel::{AccountId, Error, OrgId, PlanId, Result, Timestamp};

use super::limits::{hold, in_the_way, used};
use super::list::{must_exist, of_account_in};
use super::{Plan, Used};
use crate::access::{AccountsEdit, AccountsView, Granted};
use crate::accounts::for_the_team;
use crate::accounts::list::{Account, find_in};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::{House, Read};

/// What an account has, and what it uses of it.
#[derive(Clone, Debug)]
pub struct Subscription {
    /// None: nothing is limited.
    pub plan: Option<Plan>,
    pub since: Option<Timestamp>,
    pub used: Used,
}

/// What another plan would mean.
#[derive(Clone, Debug)]
pub struct Preview {
    pub before: Option<Plan>,
    pub after: Option<Plan>,
    pub used: Used,
    /// What has to be done first, each in a sentence; nothing if the plan fits.
    pub in_the_way: Vec<String>,
}

pub async fn of_account(
    read: &mut Read,
    granted: &Granted<AccountsView>,
    id: AccountId,
) -> Result<Subscription> {
    for_the_team(granted)?;
    let tx = &mut read.0;
    find_in(tx, granted, id).await?;
    let (plan, since) = of_account_in(tx, granted.org(), id).await?.unzip();
    Ok(Subscription { plan, since, used: used(tx, granted.org(), id).await? })
}

/// What would change, before it does.
pub async fn preview(
    read: &mut Read,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    to: Option<PlanId>,
) -> Result<Preview> {
    let tx = &mut read.0;
    find_in(tx, granted, id).await?;
    let before = of_account_in(tx, granted.org(), id).await?.map(|(plan, _)| plan);
    let after = match to {
        Some(to) => Some(must_exist(tx, granted.org(), to).await?),
        None => None,
    };
    let used = used(tx, granted.org(), id).await?;
    let in_the_way = after.as_ref().map(|plan| in_the_way(&plan.name, &plan.limits, &used));
    Ok(Preview { before, after, used, in_the_way: in_the_way.unwrap_or_default() })
}

/// Gives the account another plan, or none. `from` is the plan that it was thought to have: if somebody else has
/// changed it in the meantime, what was previewed is not what would happen.
pub async fn change(
    house: &House,
    granted: &Granted<AccountsEdit>,
    id: AccountId,
    (from, to): (Option<PlanId>, Option<PlanId>),
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let account = find_in(&mut change.tx, granted, id).await?;
    hold(&mut change.tx, granted.org(), id).await?;
    let now = of_account_in(&mut change.tx, granted.org(), id).await?.map(|(plan, _)| plan.id);
    if now != from {
        return Err(Error::conflict(
            "Somebody else has changed the plan of this account in the meantime. Look at it, and choose again.",
        ));
    }
    match change_in(&mut change, granted.org(), &account, to).await? {
        Some(event) => change.record(granted.actor(), event).await?.commit().await,
        None => Ok(()),
    }
}

/// The same within a change that others share; nothing to tell if it has this plan already.
pub(in crate::accounts) async fn change_in(
    change: &mut Change,
    org: OrgId,
    account: &Account,
    to: Option<PlanId>,
) -> Result<Option<Event>> {
    hold(&mut change.tx, org, account.id).await?;
    let before = of_account_in(&mut change.tx, org, account.id).await?.map(|(plan, _)| plan);
    if before.as_ref().map(|plan| plan.id) == to {
        return Ok(None);
    }
    let mut name = String::new();
    if let Some(to) = to {
        let plan = must_exist(&mut change.tx, org, to).await?;
        let used = used(&mut change.tx, org, account.id).await?;
        let obstacles = in_the_way(&plan.name, &plan.limits, &used);
        if !obstacles.is_empty() {
            return Err(Error::conflict(obstacles.join(" ")));
        }
        set(change, org, account.id, to).await?;
        name = plan.name;
    } else {
        change
            .tx
            .execute(
                "DELETE FROM account_plans WHERE org_id = ?1 AND account_id = ?2",
                params![org, account.id],
            )
            .await?;
    }
    // As lists find it.
    change
        .tx
        .execute(
            "UPDATE accounts SET plan_id = ?3 WHERE org_id = ?1 AND id = ?2",
            params![org, account.id, to],
        )
        .await?;
    let event =
        Event::of(Action::PlanChanged).about(account.id.any(), account.name.as_str()).in_account(account.id);
    Ok(Some(event.changed("plan", before.map(|plan| plan.name).unwrap_or_default(), name)))
}

async fn set(change: &mut Change, org: OrgId, account: AccountId, plan: PlanId) -> Result<()> {
    change
        .tx
        .execute(
            "INSERT INTO account_plans (org_id, account_id, plan_id, since_at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (org_id, account_id) DO UPDATE SET plan_id = ?3, since_at = ?4",
            params![org, account, plan, change.at],
        )
        .await?;
    Ok(())
}

/// An account that goes takes its plan along.
pub(in crate::accounts) async fn forget(tx: &mut Tx, org: OrgId, account: AccountId) -> Result<()> {
    tx.execute("DELETE FROM account_plans WHERE org_id = ?1 AND account_id = ?2", params![org, account])
        .await?;
    Ok(())
}
