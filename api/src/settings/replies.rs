//! The address at which replies to text messages are taken in.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::SettingsEdit;
use domain::delivery::replies;
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::single::done;

/// Whether replies to text messages are taken in.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SmsReplies {
    open: bool,
    /// When the address was made.
    #[schema(required, format = DateTime)]
    made_at: Option<String>,
    #[schema(required)]
    made_by: Option<String>,
}

/// The address for the provider of text messages.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SmsRepliesAddress {
    /// Shown this once. One that was made before leads nowhere now.
    url: String,
}

pub async fn show_replies(caller: Caller) -> Answer {
    let granted = caller.may::<SettingsEdit>()?;
    let door = replies::door(&mut caller.read().await?, &granted).await?;
    let (made_at, made_by) = door.map(|door| (door.made_at.to_string(), door.made_by)).unzip();
    Ok(Json(SmsReplies { open: made_at.is_some(), made_at, made_by }).into_response())
}

pub async fn open_replies(caller: Caller) -> Answer {
    let token = replies::open(caller.house(), &caller.may::<SettingsEdit>()?).await?;
    let address = caller.organization.address(&caller.site.settings.base_url);
    Ok(Json(SmsRepliesAddress { url: format!("{address}/in/sms/{}", token.reveal()) }).into_response())
}

pub async fn shut_replies(caller: Caller) -> Answer {
    replies::shut(caller.house(), &caller.may::<SettingsEdit>()?).await?;
    Ok(done())
}
