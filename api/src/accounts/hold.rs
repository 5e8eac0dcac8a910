//! A legal hold on an account: nothing of it leaves the history while it lasts.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{AccountsEdit, AccountsView};
use domain::history::retention;
use kernel::AccountId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// Whether there is a hold.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LegalHold {
    /// `null` if there is none.
    #[schema(required)]
    hold: Option<Held>,
}

/// The hold that there is.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Held {
    reason: String,
    set_by: String,
    #[schema(format = DateTime)]
    set_at: String,
}

/// Whether there shall be one, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoldDecision {
    held: bool,
    #[schema(max_length = 500)]
    reason: String,
}

pub async fn show(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let granted = caller.may::<AccountsView>()?;
    let found = retention::of_account(&mut caller.read().await?, &granted, id).await?;
    let hold =
        found.map(|one| Held { reason: one.reason, set_by: one.set_by, set_at: one.set_at.to_string() });
    Ok(Json(LegalHold { hold }).into_response())
}

pub async fn decide(caller: Caller, Id(id): Id<AccountId>, Body(decided): Body<HoldDecision>) -> Answer {
    let granted = caller.may::<AccountsEdit>()?;
    if decided.held {
        retention::hold(caller.house(), &granted, id, &decided.reason).await?;
    } else {
        retention::lift(caller.house(), &granted, id, &decided.reason).await?;
    }
    Ok(done())
}
