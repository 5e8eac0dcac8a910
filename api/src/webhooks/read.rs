//! The webhooks of the organization, and one of them.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::SettingsEdit;
use domain::webhooks::{self, Endpoint};
use kernel::{AccountId, WebhookId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::id::Id;

#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Webhooks {
    data: Vec<Webhook>,
}

/// Another system that is told what happens. Its secret is never read out again.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    #[schema(value_type = String)]
    id: WebhookId,
    name: String,
    url: String,
    /// The kinds of events that it hears of; none is all.
    topics: Vec<String>,
    /// None is all; in a list always none.
    #[schema(value_type = Vec<String>)]
    accounts: Vec<AccountId>,
    /// It may hear of what is in Secure accounts.
    secure: bool,
    #[schema(format = DateTime)]
    created_at: String,
    created_by: String,
    /// Since when nothing has arrived.
    #[schema(required, format = DateTime)]
    failing_since: Option<String>,
    /// Since when nothing is sent.
    #[schema(required, format = DateTime)]
    disabled_at: Option<String>,
    /// Why nothing is sent.
    #[schema(required)]
    disabled_why: Option<String>,
}

impl From<Endpoint> for Webhook {
    fn from(one: Endpoint) -> Self {
        let (disabled_at, disabled_why) = one.disabled.unzip();
        Self {
            id: one.id,
            name: one.name,
            url: one.url,
            topics: one.topics,
            accounts: one.accounts.into_iter().map(|(account, _)| account).collect(),
            secure: one.secure,
            created_at: one.created_at.to_string(),
            created_by: one.created_by,
            failing_since: one.failing_since.map(|at| at.to_string()),
            disabled_at: disabled_at.map(|at| at.to_string()),
            disabled_why,
        }
    }
}

pub async fn list(caller: Caller) -> Answer {
    let granted = caller.may::<SettingsEdit>()?;
    let all = webhooks::list(&mut caller.read().await?, &granted).await?;
    Ok(Json(Webhooks { data: all.into_iter().map(Webhook::from).collect() }).into_response())
}

pub async fn show(caller: Caller, Id(id): Id<WebhookId>) -> Answer {
    let granted = caller.may::<SettingsEdit>()?;
    let found = webhooks::find(&mut caller.read().await?, &granted, id).await?;
    Ok(Json(Webhook::from(found)).into_response())
}
