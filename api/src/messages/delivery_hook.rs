//! The webhook of an account's delivery plan.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::MessagesDeliver;
use domain::delivery::hook;
use kernel::{AccountId, Error};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;
use crate::webhooks::NewSecret;

/// A system to which the messages of an account are posted. Its secret is never read out again.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliveryWebhook {
    url: String,
    #[schema(format = DateTime)]
    made_at: String,
    made_by: String,
    /// Until then the secret before the present one signs, too.
    #[schema(required, format = DateTime)]
    old_secret_until: Option<String>,
    /// `whsec_…`, in the answer to the first `PUT` and never again.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

/// Where the messages of an account are posted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliveryWebhookAddress {
    /// `https://host/path`
    #[schema(max_length = 500)]
    url: String,
}

pub async fn show(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    said(&caller, id, None).await
}

pub async fn save(caller: Caller, Id(id): Id<AccountId>, Body(new): Body<DeliveryWebhookAddress>) -> Answer {
    let granted = caller.may::<MessagesDeliver>()?;
    let to = (new.url.as_str(), caller.site.settings.private_webhooks);
    let secret = hook::save(caller.house(), &granted, id, to).await?;
    said(&caller, id, secret).await
}

pub async fn rotate(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let secret = hook::rotate(caller.house(), &caller.may::<MessagesDeliver>()?, id).await?;
    Ok(Json(NewSecret::of(secret)).into_response())
}

pub async fn remove(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    hook::remove(caller.house(), &caller.may::<MessagesDeliver>()?, id).await?;
    Ok(done())
}

async fn said(caller: &Caller, id: AccountId, secret: Option<String>) -> Answer {
    let granted = caller.may::<MessagesDeliver>()?;
    let found = hook::find(&mut caller.read().await?, &granted, id).await?.ok_or(Error::NotFound)?;
    let shown = DeliveryWebhook {
        url: found.url,
        made_at: found.made_at.to_string(),
        made_by: found.made_by,
        old_secret_until: found.old_until.map(|until| until.to_string()),
        secret,
    };
    Ok(Json(shown).into_response())
}
