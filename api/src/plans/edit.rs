//! Changing a plan: it counts at once for the accounts that have it.

use domain::access::SettingsEdit;
use domain::accounts::plans::{self, LONGEST_PRICE, PlanDetails};
use kernel::{Error, Invalid, Name, PlanId, Result};
use serde::Deserialize;
use utoipa::ToSchema;

use super::limits::PlanLimits;
use super::read::json;
use crate::body::{Body, Group, Patch, line};
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;

/// What is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanChanges {
    #[schema(value_type = String, min_length = 1, max_length = 120)]
    #[serde(default)]
    name: Patch,
    #[schema(value_type = Option<String>, max_length = 80)]
    #[serde(default)]
    price: Patch,
    /// All of them: those that are not here are taken away.
    #[schema(max_items = 20)]
    features: Option<Vec<String>>,
    /// All of them: what is not here is no longer limited.
    #[schema(value_type = Option<PlanLimits>)]
    limits: Option<Group<PlanLimits>>,
}

pub async fn edit(
    caller: Caller,
    Id(id): Id<PlanId>,
    conditions: Conditions,
    Body(changes): Body<PlanChanges>,
) -> Answer {
    let granted = caller.may::<SettingsEdit>()?;
    let before = plans::find(&mut caller.read().await?, &granted, id).await?;
    conditions.must_hold(&json(&caller, id).await?)?;
    plans::edit(caller.house(), &granted, id, &changed(changes, before)?).await?;
    Ok(Conditions::default().answer(&json(&caller, id).await?))
}

fn changed(changes: PlanChanges, before: plans::Plan) -> Result<PlanDetails> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(&changes.name.on(before.name)));
    let price = line(&mut invalid, "price", &changes.price.on(before.price), LONGEST_PRICE);
    let features = changes.features.unwrap_or(before.features);
    let features = invalid.check("features", plans::features(features.iter().map(String::as_str)));
    let limits = changes.limits.map_or(before.limits, |limits| limits.read(&mut invalid));
    match (name, features) {
        (Some(name), Some(features)) if invalid.is_empty() => {
            Ok(PlanDetails { name, price, features, limits })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}
