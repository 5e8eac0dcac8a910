//! What was sent to a webhook, and sending it again.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::SettingsEdit;
use domain::webhooks::{self, Listed};
use kernel::{DeliveryId, Error, Timestamp, WebhookId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::page::Question;
use crate::single::done;

/// A page of deliveries, the newest first.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Deliveries {
    data: Vec<DeliveryListed>,
    /// Pass it as `before` for older ones.
    #[schema(required)]
    next: Option<String>,
}

/// A delivery without what is in it.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliveryListed {
    #[schema(value_type = String)]
    id: DeliveryId,
    /// `account.locked`
    r#type: String,
    /// `waiting`, `delivered` or `failed`
    state: String,
    attempts: i64,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(required, format = DateTime)]
    next_at: Option<String>,
    #[schema(required, format = DateTime)]
    done_at: Option<String>,
}

/// One delivery, whole.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliveryShown {
    delivery: DeliveryListed,
    /// What was sent, byte for byte.
    payload: String,
    attempts: Vec<AttemptShown>,
}

/// One attempt.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttemptShown {
    number: i64,
    #[schema(format = DateTime)]
    at: String,
    #[schema(required, format = DateTime)]
    ended_at: Option<String>,
    /// What was answered; `null` if nothing was.
    #[schema(required)]
    status: Option<i64>,
    why: String,
}

/// Since when.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Replay {
    /// What was put in line at that time or later is sent again.
    #[schema(format = DateTime)]
    since: String,
}

/// How many.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Replayed {
    deliveries: u64,
}

impl From<Listed> for DeliveryListed {
    fn from(one: Listed) -> Self {
        let at = |at: Option<Timestamp>| at.map(|at| at.to_string());
        Self {
            id: one.id,
            r#type: one.action,
            state: one.state,
            attempts: one.attempts,
            created_at: one.created_at.to_string(),
            next_at: at(one.next_at),
            done_at: at(one.done_at),
        }
    }
}

pub async fn list(caller: Caller, Id(id): Id<WebhookId>, Question(pairs): Question) -> Answer {
    if let Some((name, _)) = pairs.iter().find(|(name, _)| *name != "before") {
        return Err(Error::invalid(name, "There is no such parameter.").into());
    }
    let before = pairs.get("before").map(str::parse::<DeliveryId>).transpose();
    let before = before.map_err(|error| Error::invalid("before", error.to_string()))?;
    let granted = caller.may::<SettingsEdit>()?;
    let (found, next) = webhooks::deliveries(&mut caller.read().await?, &granted, id, before).await?;
    let data = found.into_iter().map(DeliveryListed::from).collect();
    Ok(Json(Deliveries { data, next: next.map(|next| next.to_string()) }).into_response())
}

pub async fn show(caller: Caller, Id(id): Id<DeliveryId>) -> Answer {
    let granted = caller.may::<SettingsEdit>()?;
    let found = webhooks::delivery(&mut caller.read().await?, &granted, id).await?;
    let attempts = found.attempts.into_iter().map(|one| AttemptShown {
        number: one.number,
        at: one.at.to_string(),
        ended_at: one.ended_at.map(|at| at.to_string()),
        status: one.status,
        why: one.why,
    });
    let attempts = attempts.collect();
    Ok(Json(DeliveryShown { delivery: found.listed.into(), payload: found.payload, attempts })
        .into_response())
}

pub async fn replay_one(caller: Caller, Id(id): Id<DeliveryId>) -> Answer {
    webhooks::replay_one(caller.house(), &caller.may::<SettingsEdit>()?, id).await?;
    Ok(done())
}

pub async fn replay(caller: Caller, Id(id): Id<WebhookId>, Body(wish): Body<Replay>) -> Answer {
    let granted = caller.may::<SettingsEdit>()?;
    let since = Timestamp::parse(&wish.since)
        .ok_or_else(|| Error::invalid("since", "Send a time such as 2026-11-20T15:00:00Z."))?;
    let deliveries = webhooks::replay_since(caller.house(), &granted, id, since).await?;
    Ok(Json(Replayed { deliveries }).into_response())
}
