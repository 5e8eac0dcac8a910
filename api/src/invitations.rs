//! Invitations that wait for the portal to open: how many, and all sent by one action (E-12).

use axum::Json;
use axum::response::IntoResponse;
use domain::access::UsersManage;
use domain::people::invitations;
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::jobs;

/// How many invitations wait.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WaitingInvitations {
    count: usize,
    /// Closed, nothing is sent.
    portal_is_open: bool,
}

pub async fn waiting(caller: Caller) -> Answer {
    let granted = caller.may::<UsersManage>()?;
    let count = invitations::waiting(&mut caller.read().await?, &granted).await?;
    let portal_is_open = caller.organization.settings.portal.open;
    Ok(Json(WaitingInvitations { count, portal_is_open }).into_response())
}

/// Up to two hundred are sent when this answers, more a little later.
pub async fn send_waiting(caller: Caller) -> Answer {
    let job = invitations::send_waiting(caller.house(), &caller.may::<UsersManage>()?).await?;
    Ok(Json(jobs::job(&caller, job).await?).into_response())
}
