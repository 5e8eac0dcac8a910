//! Deleting a plan that no account has.

use domain::access::SettingsEdit;
use domain::accounts::plans;
use kernel::PlanId;

use super::read::json;
use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::single::done;

pub async fn delete(caller: Caller, Id(id): Id<PlanId>, conditions: Conditions) -> Answer {
    let granted = caller.may::<SettingsEdit>()?;
    plans::find(&mut caller.read().await?, &granted, id).await?;
    conditions.must_hold(&json(&caller, id).await?)?;
    plans::delete(caller.house(), &granted, id).await?;
    Ok(done())
}
