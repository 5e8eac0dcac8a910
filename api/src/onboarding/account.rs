//! How far an account has come with the checklist, and ticking its steps.

use axum::Json;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::response::IntoResponse;
use domain::access::{AccountsView, OnboardingTick};
use domain::accounts::onboarding;
use kernel::{AccountId, Error, Result, StepId};
use serde::Serialize;
use utoipa::ToSchema;

use super::read::OnboardingStep;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// How far an account has come.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OnboardingProgress {
    /// The organization is still preparing the account: the checklist rests.
    in_setup: bool,
    done: usize,
    total: usize,
    steps: Vec<StepProgress>,
}

/// A step, and who did it when.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepProgress {
    step: OnboardingStep,
    /// `null`: it is still open.
    #[schema(required)]
    done: Option<StepDone>,
}

/// Who did a step when.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepDone {
    #[schema(format = DateTime)]
    at: String,
    by: String,
    /// Somebody ticked it; otherwise it completed by itself.
    by_hand: bool,
}

pub async fn progress(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let granted = caller.may::<AccountsView>()?;
    let found = onboarding::progress(&mut caller.read().await?, &granted, id).await?;
    let (done, total) = (found.done(), found.total());
    let one = |state: onboarding::State| StepProgress {
        step: OnboardingStep::of(state.step),
        done: state.done.map(|done| StepDone { at: done.at.to_string(), by: done.by, by_hand: done.by_hand }),
    };
    let steps = found.steps.into_iter().map(one).collect();
    Ok(Json(OnboardingProgress { in_setup: found.in_setup, done, total, steps }).into_response())
}

type At = Result<Path<(String, String)>, PathRejection>;

pub async fn tick(caller: Caller, at: At) -> Answer {
    let (account, step) = named(at)?;
    onboarding::set_done(caller.house(), &caller.may::<OnboardingTick>()?, account, step).await?;
    Ok(done())
}

pub async fn untick(caller: Caller, at: At) -> Answer {
    let (account, step) = named(at)?;
    onboarding::set_open(caller.house(), &caller.may::<OnboardingTick>()?, account, step).await?;
    Ok(done())
}

fn named(at: At) -> Result<(AccountId, StepId)> {
    let Path((account, step)) = at.map_err(|_| Error::NotFound)?;
    let account = account.parse().map_err(|_| Error::NotFound)?;
    Ok((account, step.parse().map_err(|_| Error::NotFound)?))
}
