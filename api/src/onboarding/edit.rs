//! Changing a step: it counts at once for every account; what was done stays done.

use domain::access::SettingsEdit;
use domain::accounts::onboarding;
use kernel::StepId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::create::details;
use super::read::json;
use crate::body::{Body, Patch};
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;

/// What is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OnboardingStepChanges {
    #[schema(value_type = String, min_length = 1, max_length = 120)]
    #[serde(default)]
    title: Patch,
    #[schema(value_type = Option<String>, max_length = 500)]
    #[serde(default)]
    about: Patch,
    /// Whose turn it is: `client` or `team`.
    whose: Option<String>,
    /// What completes it.
    completes: Option<String>,
}

pub async fn edit(
    caller: Caller,
    Id(id): Id<StepId>,
    conditions: Conditions,
    Body(changes): Body<OnboardingStepChanges>,
) -> Answer {
    let granted = caller.may::<SettingsEdit>()?;
    let before = onboarding::find(&mut caller.read().await?, &granted, id).await?;
    conditions.must_hold(&json(&caller, id).await?)?;
    let whose = changes.whose.as_deref().unwrap_or(before.whose.name());
    let completes = changes.completes.as_deref().unwrap_or(before.completes.name());
    let (title, about) = (changes.title.on(before.title), changes.about.on(before.about));
    let details = details((&title, &about), whose, completes)?;
    onboarding::edit(caller.house(), &granted, id, &details).await?;
    Ok(Conditions::default().answer(&json(&caller, id).await?))
}
