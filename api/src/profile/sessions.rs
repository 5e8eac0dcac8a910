//! Where one is signed in, and ending it there.

use axum::Json;
use axum::response::IntoResponse;
use domain::sign_in::devices::describe;
use domain::sign_in::{self, SessionRow};
use kernel::SessionId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// One's sessions, and those of operators in one's place: the last seen first.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sessions {
    data: Vec<OwnSession>,
}

/// A signed-in browser.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnSession {
    #[schema(value_type = String)]
    id: SessionId,
    /// What the browser says of itself, in a few words.
    device: String,
    address: String,
    #[schema(format = "date-time")]
    created_at: String,
    #[schema(format = "date-time")]
    seen_at: String,
    /// The operator who is signed in as you; `null` for a session of your own.
    #[schema(required)]
    operator: Option<String>,
    /// The one that asks.
    current: bool,
}

pub async fn list(caller: Caller) -> Answer {
    let who = caller.person()?;
    let rows = sign_in::own(&mut caller.read().await?, who).await?;
    let row = |row: SessionRow| OwnSession {
        current: row.id == who.session,
        id: row.id,
        device: describe(&row.agent),
        address: row.address,
        created_at: row.created_at.to_string(),
        seen_at: row.seen_at.to_string(),
        operator: row.operator,
    };
    Ok(Json(Sessions { data: rows.into_iter().map(row).collect() }).into_response())
}

/// Also that of an operator in one's place.
pub async fn end_one(caller: Caller, Id(id): Id<SessionId>) -> Answer {
    sign_in::end_own(caller.house(), caller.person()?, id).await?;
    Ok(done())
}

/// All but the one that asks.
pub async fn end_others(caller: Caller) -> Answer {
    sign_in::end_others(caller.house(), caller.person()?).await?;
    Ok(done())
}
