//! Deleting a step, done or not.

use domain::access::SettingsEdit;
use domain::accounts::onboarding;
use kernel::StepId;

use super::read::json;
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::single::done;

pub async fn delete(caller: Caller, Id(id): Id<StepId>, conditions: Conditions) -> Answer {
    let granted = caller.may::<SettingsEdit>()?;
    onboarding::find(&mut caller.read().await?, &granted, id).await?;
    conditions.must_hold(&json(&caller, id).await?)?;
    onboarding::delete(caller.house(), &granted, id).await?;
    Ok(done())
}
