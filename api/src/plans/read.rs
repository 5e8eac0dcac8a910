//! The plans of the organization, and one of them.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::AccountsView;
use domain::accounts::plans;
use kernel::{Error, PlanId, Result};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::limits::PlanLimits;
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;

/// What an account can have.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    #[schema(value_type = String)]
    id: PlanId,
    name: String,
    /// As the organization says it: “$149 a month”.
    price: String,
    features: Vec<String>,
    limits: PlanLimits,
}

/// All plans, by name.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Plans {
    data: Vec<Plan>,
}

impl Plan {
    pub(super) fn of(plan: plans::Plan) -> Self {
        Self {
            id: plan.id,
            limits: PlanLimits::of(&plan.limits),
            name: plan.name,
            price: plan.price,
            features: plan.features,
        }
    }
}

pub async fn list(caller: Caller) -> Answer {
    let granted = caller.may::<AccountsView>()?;
    let found = plans::list(&mut caller.read().await?, &granted).await?;
    Ok(Json(Plans { data: found.into_iter().map(|(plan, _)| Plan::of(plan)).collect() }).into_response())
}

pub async fn show(caller: Caller, Id(id): Id<PlanId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&json(&caller, id).await?))
}

/// The plan as the API says it; another organization's is not found.
pub(super) async fn json(caller: &Caller, id: PlanId) -> Result<Value> {
    let granted = caller.may::<AccountsView>()?;
    let plan = plans::find(&mut caller.read().await?, &granted, id).await?;
    serde_json::to_value(Plan::of(plan)).map_err(Error::bug)
}
