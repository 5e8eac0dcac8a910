//! Whether the calls of an account are kept as sound, and for how long (C-16).

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{AccountsEdit, AccountsView};
use domain::accounts;
use kernel::{AccountId, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;

/// Two switches in series, before the permission: both must be on.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepsRecordings {
    /// The one of this account.
    on: bool,
    /// The one of the organization, for all accounts.
    organization: bool,
    /// Days after the call; `null` is as long as the organization says.
    #[schema(required)]
    days: Option<i64>,
}

/// The whole of it from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepRecordings {
    on: bool,
    /// Days after the call; left out it is as long as the organization says.
    #[schema(minimum = 1, maximum = 3650)]
    days: Option<i64>,
}

pub async fn show(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    Ok(Json(said(&caller, id).await?).into_response())
}

/// It counts from the next request of everybody.
pub async fn decide(caller: Caller, Id(id): Id<AccountId>, Body(wish): Body<KeepRecordings>) -> Answer {
    let granted = caller.may::<AccountsEdit>()?;
    accounts::keep_recordings(caller.house(), &granted, id, wish.on, wish.days).await?;
    Ok(Json(said(&caller, id).await?).into_response())
}

async fn said(caller: &Caller, id: AccountId) -> Result<KeepsRecordings> {
    let granted = caller.may::<AccountsView>()?;
    let account = accounts::find(&mut caller.read().await?, &granted, id).await?;
    let organization = caller.organization.settings.recordings.on;
    Ok(KeepsRecordings { on: account.recordings, organization, days: account.recordings_days })
}
