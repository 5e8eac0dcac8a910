//! The websites that carry the widget of an account (S3-33).

use axum::Json;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::response::IntoResponse;
use domain::access::{AccountsEdit, AccountsView};
use domain::accounts::sites::{self, SiteHost, SiteState};
use kernel::{AccountId, Error};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// The websites of an account, those that wait first.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sites {
    data: Vec<Website>,
}

/// A website that carries the widget, or may.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Website {
    /// With its port, if it is not the usual one.
    host: String,
    /// `allowed`, `waiting` or `blocked`.
    state: String,
    #[schema(format = DateTime)]
    first_seen_at: String,
    /// Null for one that was not visited yet.
    #[schema(required, format = DateTime)]
    last_seen_at: Option<String>,
}

/// What is decided about a website.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteDecision {
    /// A host, or any address of its pages.
    #[schema(required, max_length = 253)]
    #[serde(default)]
    host: String,
    /// `allowed` or `blocked`.
    #[schema(required)]
    #[serde(default)]
    state: String,
}

pub async fn list(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let granted = caller.may::<AccountsView>()?;
    let found = sites::list(&mut caller.read().await?, &granted, id).await?;
    let site = |site: sites::Site| Website {
        host: site.host,
        state: site.state.name().to_owned(),
        first_seen_at: site.first_seen_at.to_string(),
        last_seen_at: site.last_seen_at.map(|at| at.to_string()),
    };
    Ok(Json(Sites { data: found.into_iter().map(site).collect() }).into_response())
}

pub async fn decide(caller: Caller, Id(id): Id<AccountId>, Body(said): Body<SiteDecision>) -> Answer {
    let granted = caller.may::<AccountsEdit>()?;
    let host = SiteHost::parse(&said.host)?;
    let state = SiteState::parse(&said.state).filter(|state| *state != SiteState::Waiting);
    let state = state.ok_or_else(|| Error::invalid("state", "Send allowed or blocked."))?;
    sites::decide(caller.house(), &granted, id, &host, state).await?;
    Ok(done())
}

pub async fn forget(caller: Caller, at: Result<Path<(String, String)>, PathRejection>) -> Answer {
    let Path((id, host)) = at.map_err(|_| Error::NotFound)?;
    let granted = caller.may::<AccountsEdit>()?;
    let id: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    let host = SiteHost::parse(&host).map_err(|_| Error::NotFound)?;
    sites::forget(caller.house(), &granted, id, &host).await?;
    Ok(done())
}
