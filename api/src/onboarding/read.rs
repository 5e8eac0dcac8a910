//! The steps of the checklist, and one of them.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::AccountsView;
use domain::accounts::onboarding;
use kernel::{Error, Result, StepId};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;

/// A step of the checklist.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OnboardingStep {
    #[schema(value_type = String)]
    id: StepId,
    title: String,
    about: String,
    /// Whose turn it is: `client` or `team`.
    whose: &'static str,
    /// What completes it: `by_hand`, or the first `sign_in`, `user_added`, `contact_added`, `number_added`,
    /// `plan_chosen`, `status_set`, `message_written`, `message_marked`, `call_taken` or `factor_added`.
    completes: &'static str,
}

/// All steps in their order.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OnboardingSteps {
    data: Vec<OnboardingStep>,
}

impl OnboardingStep {
    pub(super) fn of(step: onboarding::Step) -> Self {
        Self {
            id: step.id,
            title: step.title,
            about: step.about,
            whose: step.whose.name(),
            completes: step.completes.name(),
        }
    }
}

pub async fn list(caller: Caller) -> Answer {
    let granted = caller.may::<AccountsView>()?;
    let found = onboarding::list(&mut caller.read().await?, &granted).await?;
    Ok(Json(OnboardingSteps { data: found.into_iter().map(OnboardingStep::of).collect() }).into_response())
}

pub async fn show(caller: Caller, Id(id): Id<StepId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&json(&caller, id).await?))
}

/// The step as the API says it; another organization's is not found.
pub(super) async fn json(caller: &Caller, id: StepId) -> Result<Value> {
    let granted = caller.may::<AccountsView>()?;
    let step = onboarding::find(&mut caller.read().await?, &granted, id).await?;
    serde_json::to_value(OnboardingStep::of(step)).map_err(Error::bug)
}
