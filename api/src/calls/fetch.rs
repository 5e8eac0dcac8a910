//! Recordings that are fetched from where a telephone provider keeps them.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::RecordingsManage;
use domain::recordings::fetch::{self, Fetch, FetchAddress};
use kernel::{CallId, Error};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::{created, done};

/// Where a recording is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FetchFrom {
    /// The file itself, by https; redirects are not followed. It is shown to nobody.
    #[schema(max_length = 2000)]
    url: String,
}

/// A recording that is being fetched, or could not be; gone once the call has one.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Fetching {
    #[schema(value_type = String)]
    call: CallId,
    /// Whom it is fetched from.
    host: String,
    /// `waiting`, or `failed` when it is given up.
    state: &'static str,
    attempts: i64,
    /// Why the last attempt failed; null before the first.
    #[schema(required)]
    why: Option<String>,
    #[schema(format = DateTime)]
    asked_at: String,
    /// When it is tried next; null when it is given up.
    #[schema(required, format = DateTime)]
    next_at: Option<String>,
}

fn said(fetch: Fetch) -> Fetching {
    Fetching {
        call: fetch.call,
        host: fetch.host,
        state: if fetch.next_at.is_some() { "waiting" } else { "failed" },
        attempts: fetch.attempts,
        why: Some(fetch.why).filter(|why| !why.is_empty()),
        asked_at: fetch.asked_at.to_string(),
        next_at: fetch.next_at.map(|at| at.to_string()),
    }
}

/// In place of whatever was asked for before.
pub async fn ask(caller: Caller, Id(id): Id<CallId>, Body(from): Body<FetchFrom>) -> Answer {
    let granted = caller.may::<RecordingsManage>()?;
    let address = FetchAddress::parse(&from.url, caller.site.settings.private_recordings)
        .map_err(|why| Error::invalid("url", why))?;
    let fetch = fetch::ask(caller.house(), &granted, id, address).await?;
    Ok(created(&format!("/api/v1/calls/{id}/recording/fetch"), &said(fetch)))
}

pub async fn show(caller: Caller, Id(id): Id<CallId>) -> Answer {
    let granted = caller.may::<RecordingsManage>()?;
    let found = fetch::find(&mut caller.read().await?, &granted, id).await?;
    Ok(Json(said(found.ok_or(Error::NotFound)?)).into_response())
}

pub async fn give_up(caller: Caller, Id(id): Id<CallId>) -> Answer {
    fetch::give_up(caller.house(), &caller.may::<RecordingsManage>()?, id).await?;
    Ok(done())
}
