//! Whether the admins of an account run its users, or the organization does it for them (C-15).

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{AccountsEdit, AccountsView};
use domain::accounts;
use kernel::AccountId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// Two switches in series: both must be on.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RunUsers {
    /// The one of this account.
    account: bool,
    /// The one of the organization, for all accounts.
    organization: bool,
}

pub async fn show(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let granted = caller.may::<AccountsView>()?;
    let account = accounts::find(&mut caller.read().await?, &granted, id).await?.run_users;
    let organization = caller.organization.settings.clients.run_users;
    Ok(Json(RunUsers { account, organization }).into_response())
}

/// It counts from the next request of everybody in the account, as far as the organization lets client admins at all.
pub async fn let_them(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    accounts::let_run_users(caller.house(), &caller.may::<AccountsEdit>()?, id, true).await?;
    Ok(done())
}

pub async fn keep(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    accounts::let_run_users(caller.house(), &caller.may::<AccountsEdit>()?, id, false).await?;
    Ok(done())
}
