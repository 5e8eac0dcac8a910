//! A portal user's invitation: how far it has come, and sending it, again if need be.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{UsersManage, UsersView};
use domain::people::invitations;
use kernel::{MemberId, Result};
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// How far an invitation has come.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Invitation {
    /// `none`, `waiting` (the portal is closed), `queued`, `pending`, `expired`, `accepted` or `bounced`.
    state: &'static str,
    /// When its letter left, in RFC 3339.
    #[schema(required)]
    sent_at: Option<String>,
    /// Until when its link is good.
    #[schema(required)]
    ends_at: Option<String>,
    #[schema(required)]
    accepted_at: Option<String>,
    /// By which way it goes: `email` or `sms`.
    by: &'static str,
}

pub async fn show(caller: Caller, Id(id): Id<MemberId>) -> Answer {
    Ok(Json(invitation(&caller, id).await?).into_response())
}

/// An earlier link is dead from now on.
pub async fn send(caller: Caller, Id(id): Id<MemberId>) -> Answer {
    invitations::invite(caller.house(), &caller.may::<UsersManage>()?, id).await?;
    Ok(Json(invitation(&caller, id).await?).into_response())
}

/// What was sent opens nothing any more; the person stays.
pub async fn withdraw(caller: Caller, Id(id): Id<MemberId>) -> Answer {
    invitations::withdraw(caller.house(), &caller.may::<UsersManage>()?, id).await?;
    Ok(done())
}

async fn invitation(caller: &Caller, id: MemberId) -> Result<Invitation> {
    let granted = caller.may::<UsersView>()?;
    let found = invitations::of_user(caller.house(), &mut caller.read().await?, &granted, id).await?;
    let text = |at: Option<kernel::Timestamp>| at.map(|at| at.to_string());
    Ok(Invitation {
        state: found.state.name(),
        sent_at: text(found.sent_at),
        ends_at: text(found.ends_at),
        accepted_at: text(found.accepted_at),
        by: found.by.name(),
    })
}
