//! Whether an account may send links to other sites before its first thirty days are over (S3-51).

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{AccountsEdit, AccountsView};
use domain::accounts;
use domain::announcements::SCREENED_FOR;
use kernel::AccountId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// Whether, and from when on anyway.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LinksSent {
    /// An operator has allowed it.
    enabled: bool,
    /// Thirty days after the account was created.
    #[schema(format = DateTime)]
    allowed_from: String,
}

pub async fn links(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let granted = caller.may::<AccountsView>()?;
    let account = accounts::find(&mut caller.read().await?, &granted, id).await?;
    let allowed_from = (account.created_at + SCREENED_FOR).to_string();
    Ok(Json(LinksSent { enabled: account.send_links, allowed_from }).into_response())
}

pub async fn let_them(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    accounts::let_send_links(caller.house(), &caller.may::<AccountsEdit>()?, id, true).await?;
    Ok(done())
}

pub async fn keep(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    accounts::let_send_links(caller.house(), &caller.may::<AccountsEdit>()?, id, false).await?;
    Ok(done())
}
