//! Making a webhook, changing it, and its secret.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::SettingsEdit;
use domain::webhooks::{self, Details};
use kernel::{AccountId, Error, WebhookId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::{created, done};

/// A webhook as it shall be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookDetails {
    #[schema(min_length = 1, max_length = 80)]
    name: String,
    /// `https://host/path`
    #[schema(max_length = 500)]
    url: String,
    /// The kinds of events that it hears of; left out or none is all.
    #[serde(default)]
    topics: Vec<String>,
    /// Of these accounts only; left out or none is all.
    #[serde(default)]
    #[schema(max_items = 100)]
    accounts: Vec<String>,
    /// It may hear of what is in Secure accounts; only somebody with the clearance lets it.
    #[serde(default)]
    secure: bool,
}

/// A new webhook.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MadeWebhook {
    #[schema(value_type = String)]
    id: WebhookId,
    /// `whsec_…`, shown this once.
    secret: String,
}

/// Another secret.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSecret {
    /// `whsec_…`, shown this once. The one before it signs beside it for 24 hours.
    secret: String,
}

impl NewSecret {
    pub(crate) const fn of(secret: String) -> Self {
        Self { secret }
    }
}

impl WebhookDetails {
    fn details(self) -> kernel::Result<Details> {
        let accounts = self.accounts.iter().map(|id| id.parse::<AccountId>());
        let accounts = accounts
            .collect::<Result<_, _>>()
            .map_err(|error: kernel::IdError| Error::invalid("accounts", error.to_string()))?;
        Ok(Details { url: self.url, name: self.name, topics: self.topics, accounts, secure: self.secure })
    }
}

pub async fn make(caller: Caller, Body(new): Body<WebhookDetails>) -> Answer {
    let granted = caller.may::<SettingsEdit>()?;
    let private = caller.site.settings.private_webhooks;
    let made = webhooks::make(caller.house(), &granted, new.details()?, private).await?;
    let at = format!("/api/v1/webhooks/{}", made.id);
    Ok(created(&at, &MadeWebhook { id: made.id, secret: made.secret }))
}

pub async fn edit(caller: Caller, Id(id): Id<WebhookId>, Body(new): Body<WebhookDetails>) -> Answer {
    let granted = caller.may::<SettingsEdit>()?;
    let private = caller.site.settings.private_webhooks;
    webhooks::edit(caller.house(), &granted, id, new.details()?, private).await?;
    Ok(done())
}

pub async fn delete(caller: Caller, Id(id): Id<WebhookId>) -> Answer {
    webhooks::delete(caller.house(), &caller.may::<SettingsEdit>()?, id).await?;
    Ok(done())
}

pub async fn enable(caller: Caller, Id(id): Id<WebhookId>) -> Answer {
    webhooks::enable(caller.house(), &caller.may::<SettingsEdit>()?, id).await?;
    Ok(done())
}

pub async fn disable(caller: Caller, Id(id): Id<WebhookId>) -> Answer {
    webhooks::disable(caller.house(), &caller.may::<SettingsEdit>()?, id).await?;
    Ok(done())
}

pub async fn rotate(caller: Caller, Id(id): Id<WebhookId>) -> Answer {
    let secret = webhooks::rotate(caller.house(), &caller.may::<SettingsEdit>()?, id).await?;
    Ok(Json(NewSecret { secret }).into_response())
}
