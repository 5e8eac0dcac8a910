//! The link by which an operator chooses a password, given back this once to be passed on.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::OperatorsManage;
use domain::people::invitations;
use kernel::UserId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::id::Id;

/// A new link.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordLink {
    /// The link, shown this once. It is good once, for 72 hours.
    url: String,
}

/// An earlier link is dead from now on. Nothing is sent.
pub async fn make(caller: Caller, Id(id): Id<UserId>) -> Answer {
    let token = invitations::invite_operator(caller.house(), &caller.may::<OperatorsManage>()?, id).await?;
    let url = format!("{}/welcome/{}", caller.site.settings.base_url, token.reveal());
    Ok(Json(PasswordLink { url }).into_response())
}
