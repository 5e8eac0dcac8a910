//! The plan of an account, and how much of it is used.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{AccountsEdit, AccountsView};
use domain::accounts::plans;
use kernel::{AccountId, Error, PlanId, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::read::Plan;
use crate::body::{Body, Patch};
use crate::caller::{Answer, Caller};
use crate::id::Id;

/// What an account has, and what it uses of it.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountPlan {
    /// `null`: nothing is limited.
    #[schema(required)]
    plan: Option<Plan>,
    /// Since when it has this plan.
    #[schema(required)]
    since: Option<String>,
    used: PlanUse,
}

/// How many of each an account has.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanUse {
    users: i64,
    contacts: i64,
    numbers: i64,
}

/// The plan that an account is to have.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanChoice {
    /// The id of a plan; `null` takes the plan away.
    #[schema(required, value_type = Option<String>)]
    #[serde(default)]
    plan: Patch,
}

pub async fn of_account(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    answer(&caller, id).await
}

/// The plan that was written; it must be, so that nothing is taken away by a slip.
pub fn chosen(plan: &Patch) -> Result<Option<PlanId>> {
    let wrong = || Error::invalid("plan", "Send the id of a plan, or null.");
    match plan {
        Patch::Keep => Err(wrong()),
        Patch::Empty => Ok(None),
        Patch::Write(id) => id.parse().map(Some).map_err(|_| wrong()),
    }
}

/// Refused with all that stands in the way (409).
pub async fn choose(caller: Caller, Id(id): Id<AccountId>, Body(wish): Body<PlanChoice>) -> Answer {
    let granted = caller.may::<AccountsEdit>()?;
    let to = chosen(&wish.plan)?;
    let view = caller.may::<AccountsView>()?;
    let now = plans::of_account(&mut caller.read().await?, &view, id).await?.plan.map(|plan| plan.id);
    plans::change(caller.house(), &granted, id, (now, to)).await?;
    answer(&caller, id).await
}

async fn answer(caller: &Caller, id: AccountId) -> Answer {
    let granted = caller.may::<AccountsView>()?;
    let found = plans::of_account(&mut caller.read().await?, &granted, id).await?;
    let used =
        PlanUse { users: found.used.users, contacts: found.used.contacts, numbers: found.used.numbers };
    let said =
        AccountPlan { plan: found.plan.map(Plan::of), since: found.since.map(|at| at.to_string()), used };
    Ok(Json(said).into_response())
}
