//! A new plan.

use domain::access::SettingsEdit;
use domain::accounts::plans::{self, LONGEST_PRICE, PlanDetails};
use kernel::{Error, Invalid, Name, PlanId, Result};
use serde::Deserialize;
use utoipa::ToSchema;

use super::limits::PlanLimits;
use super::read::json;
use crate::body::{Group, line};
use crate::caller::{Answer, Caller};
use crate::making::{Making, made_before};
use crate::single::created;

/// A plan that is to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlan {
    #[schema(required, min_length = 1, max_length = 120)]
    #[serde(default)]
    name: String,
    /// As the organization says it: “$149 a month”.
    #[schema(max_length = 80)]
    #[serde(default)]
    price: String,
    #[schema(max_items = 20, example = json!(["Day and night"]))]
    #[serde(default)]
    features: Vec<String>,
    /// Left out, nothing is limited.
    #[schema(value_type = Option<PlanLimits>)]
    limits: Option<Group<PlanLimits>>,
}

pub async fn create(caller: Caller, Making { new, once }: Making<NewPlan>) -> Answer {
    let granted = caller.may::<SettingsEdit>()?.once(once.as_ref());
    let id = match made_before(&caller, once.as_ref()).await? {
        Some(made) => PlanId::from_uuid(made.uuid),
        None => plans::create(caller.house(), &granted, &details(&new)?).await?,
    };
    Ok(created(&format!("/api/v1/plans/{id}"), &json(&caller, id).await?))
}

fn details(new: &NewPlan) -> Result<PlanDetails> {
    let mut invalid = Invalid::default();
    let name = invalid.check("name", Name::parse(&new.name));
    let price = line(&mut invalid, "price", &new.price, LONGEST_PRICE);
    let features = invalid.check("features", plans::features(new.features.iter().map(String::as_str)));
    let limits = new.limits.as_ref().map(|limits| **limits).unwrap_or_default().read(&mut invalid);
    match (name, features) {
        (Some(name), Some(features)) if invalid.is_empty() => {
            Ok(PlanDetails { name, price, features, limits })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}
