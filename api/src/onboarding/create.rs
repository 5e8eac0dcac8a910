//! A new step, at the end of the checklist.

use domain::access::SettingsEdit;
use domain::accounts::onboarding::{self, Completes, LONGEST_ABOUT, LONGEST_TITLE, StepDetails, Whose};
use kernel::{Error, Invalid, Result, StepId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::read::json;
use crate::body::{line, paragraph};
use crate::caller::{Answer, Caller};
use crate::making::{Making, made_before};
use crate::single::created;

/// A step that is to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOnboardingStep {
    #[schema(required, min_length = 1, max_length = 120)]
    #[serde(default)]
    title: String,
    #[schema(max_length = 500)]
    #[serde(default)]
    about: String,
    /// Whose turn it is: `client` or `team`.
    #[schema(required)]
    #[serde(default)]
    whose: String,
    /// What completes it; left out, somebody ticks it.
    completes: Option<String>,
}

pub async fn create(caller: Caller, Making { new, once }: Making<NewOnboardingStep>) -> Answer {
    let granted = caller.may::<SettingsEdit>()?.once(once.as_ref());
    let id = if let Some(made) = made_before(&caller, once.as_ref()).await? {
        StepId::from_uuid(made.uuid)
    } else {
        let completes = new.completes.as_deref().unwrap_or(Completes::ByHand.name());
        let details = details((&new.title, &new.about), &new.whose, completes)?;
        onboarding::create(caller.house(), &granted, &details).await?
    };
    Ok(created(&format!("/api/v1/onboarding-steps/{id}"), &json(&caller, id).await?))
}

pub(super) fn details((title, about): (&str, &str), whose: &str, completes: &str) -> Result<StepDetails> {
    let mut invalid = Invalid::default();
    let title = line(&mut invalid, "title", title, LONGEST_TITLE);
    if title.is_empty() && invalid.is_empty() {
        invalid.push("title", "Write what is to be done.");
    }
    let about = paragraph(&mut invalid, "about", about, LONGEST_ABOUT);
    let whose = invalid.check("whose", Whose::parse(whose).ok_or("Send client or team."));
    let completes = Completes::parse(completes)
        .ok_or_else(|| format!("Send one of {}.", Completes::ALL.map(Completes::name).join(", ")));
    let completes = invalid.check("completes", completes);
    match (whose, completes) {
        (Some(whose), Some(completes)) if invalid.is_empty() => {
            Ok(StepDetails { title, about, whose, completes })
        }
        _ => Err(Error::Invalid(invalid)),
    }
}
