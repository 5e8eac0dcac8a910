//! Whether what the people of an account change of its resources waits for an operator (S0-10).

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{AccountsEdit, AccountsView};
use domain::accounts;
use domain::resources::proposals::is_on;
use kernel::{AccountId, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;

/// What the organization says, and what the account says otherwise.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResourceApproval {
    /// What this account says; `null` is as the organization says.
    #[schema(required)]
    account: Option<bool>,
    /// What the organization says, for all accounts.
    organization: bool,
    /// What comes of both: whether changes wait.
    waits: bool,
}

/// The whole of it from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApproveResources {
    /// Left out or `null` it is as the organization says.
    account: Option<bool>,
}

pub async fn show(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    Ok(Json(said(&caller, id).await?).into_response())
}

/// It counts from the next request of everybody.
pub async fn decide(caller: Caller, Id(id): Id<AccountId>, Body(wish): Body<ApproveResources>) -> Answer {
    let granted = caller.may::<AccountsEdit>()?;
    accounts::approve_resources(caller.house(), &granted, id, wish.account).await?;
    Ok(Json(said(&caller, id).await?).into_response())
}

async fn said(caller: &Caller, id: AccountId) -> Result<ResourceApproval> {
    let granted = caller.may::<AccountsView>()?;
    let account = accounts::find(&mut caller.read().await?, &granted, id).await?.approve_resources;
    let settings = &caller.organization.settings;
    Ok(ResourceApproval {
        account,
        organization: settings.clients.approve_resources,
        waits: is_on(settings, account),
    })
}
