//! Setting a portal user's password: one that is sent, or one that Portico makes; it is given back this once.

use domain::access::UsersManage;
use domain::sign_in::{reset, set_password};
use kernel::MemberId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use axum::Json;
use axum::response::IntoResponse;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// Which password, and for how long.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordToSet {
    /// Left out, Portico makes a strong one.
    password: Option<String>,
    /// Whether the person must choose another one at the next sign-in; so it is if this is left out.
    temporary: Option<bool>,
}

/// The password, shown this once and never again.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPassword {
    password: String,
    temporary: bool,
}

/// Every session of the person ends.
pub async fn set(caller: Caller, Id(user): Id<MemberId>, Body(wish): Body<PasswordToSet>) -> Answer {
    let granted = caller.may::<UsersManage>()?;
    let temporary = wish.temporary.unwrap_or(true);
    let password = set_password(caller.house(), &granted, user, wish.password.as_deref(), !temporary).await?;
    Ok(Json(SetPassword { password, temporary }).into_response())
}

/// The person gets a link by mail and chooses alone; the present password is good until then.
pub async fn send_reset(caller: Caller, Id(user): Id<MemberId>) -> Answer {
    reset::start(caller.house(), &caller.may::<UsersManage>()?, user).await?;
    Ok(done())
}
