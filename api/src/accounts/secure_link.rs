//! The secure login link of an account without portal users.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{UsersManage, UsersView};
use domain::sign_in::secure_link;
use kernel::{AccountId, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// What is known of the link: everything but the link.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecureLink {
    /// The organization has secure login links.
    on: bool,
    /// With a portal user the link only leads to the sign-in page.
    has_users: bool,
    /// When the link was made; `null` if there is none.
    #[schema(required, format = "date-time")]
    created_at: Option<String>,
    #[schema(required, format = "date-time")]
    ends_at: Option<String>,
    #[schema(required, format = "date-time")]
    used_at: Option<String>,
    /// How often it was used.
    uses: i64,
}

/// A new link.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MadeSecureLink {
    /// The link, shown this once.
    url: String,
}

pub async fn show(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let granted = caller.may::<UsersView>()?;
    let status = secure_link::of_account(&mut caller.read().await?, &granted, id).await?;
    let at = |at: Option<Timestamp>| at.map(|at| at.to_string());
    Ok(Json(SecureLink {
        on: status.on,
        has_users: status.has_users,
        created_at: at(status.link.map(|link| link.created_at)),
        ends_at: at(status.link.map(|link| link.ends_at)),
        used_at: at(status.link.and_then(|link| link.used_at)),
        uses: status.link.map_or(0, |link| link.uses),
    })
    .into_response())
}

/// The link before it is dead, and whoever was in by it is out.
pub async fn make(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let token = secure_link::make(caller.house(), &caller.may::<UsersManage>()?, id).await?;
    let url = format!("{}/link/{}", caller.site.settings.base_url, token.reveal());
    Ok(Json(MadeSecureLink { url }).into_response())
}

pub async fn revoke(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    secure_link::revoke(caller.house(), &caller.may::<UsersManage>()?, id).await?;
    Ok(done())
}
