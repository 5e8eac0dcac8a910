//! What a client wants known right now, set and read by programs, and everything that was said before.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{StatusAcknowledge, StatusSet, StatusView};
use domain::statuses::{self, LEVELS, NewStatus, STATUSES};
use kernel::{AccountId, Error, Invalid, StatusId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::choices::{moment, one_of};
use crate::id::Id;
use crate::openapi::status_levels;
use crate::page::{self, Question};
use crate::single::done;

/// What the account says from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusToSet {
    /// What the operators should know.
    #[schema(required, min_length = 1, max_length = 2000)]
    #[serde(default)]
    text: String,
    /// `normal`, if it is left out.
    #[schema(schema_with = status_levels)]
    #[serde(default = "normal")]
    level: String,
    /// RFC 3339; without it the status holds until further notice.
    #[schema(format = DateTime)]
    until: Option<String>,
}

fn normal() -> String {
    "normal".to_owned()
}

/// The status of an account now.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CurrentStatus {
    /// Null while there is none.
    #[schema(required)]
    status: Option<StatusNow>,
}

/// What a client wants known.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusNow {
    #[schema(value_type = String)]
    id: StatusId,
    #[schema(schema_with = status_levels)]
    level: String,
    text: String,
    #[schema(format = DateTime)]
    from: String,
    /// Null: until further notice.
    #[schema(required, format = DateTime)]
    until: Option<String>,
    set_by: String,
    /// The operators who have acknowledged it, the first one first.
    seen: Vec<SeenBy>,
}

/// An operator who has acknowledged a status.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeenBy {
    #[schema(value_type = String)]
    operator: UserId,
    name: String,
    #[schema(format = DateTime)]
    at: String,
}

pub async fn list(caller: Caller, Question(pairs): Question) -> Answer {
    page::list::<StatusView>(&caller, &STATUSES, &pairs).await
}

pub async fn show(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    let granted = caller.may::<StatusView>()?;
    let found = statuses::current(&mut caller.read().await?, &granted, id, caller.house().now()).await?;
    let status = found.map(|status| StatusNow {
        id: status.id,
        level: status.level,
        text: status.text,
        from: status.from.to_string(),
        until: status.until.map(|at| at.to_string()),
        set_by: status.set_by,
        seen: status
            .seen
            .into_iter()
            .map(|one| SeenBy { operator: one.user, name: one.name, at: one.at.to_string() })
            .collect(),
    });
    Ok(Json(CurrentStatus { status }).into_response())
}

pub async fn set(caller: Caller, Id(id): Id<AccountId>, Body(new): Body<StatusToSet>) -> Answer {
    let granted = caller.may::<StatusSet>()?;
    let mut invalid = Invalid::default();
    let level = one_of(&mut invalid, "level", LEVELS, &new.level);
    let until = new.until.as_deref().map(|until| moment(&mut invalid, "until", until));
    let Some(level) = level.filter(|_| until != Some(None)) else {
        return Err(Error::Invalid(invalid).into());
    };
    let new = NewStatus { level: level.to_owned(), text: new.text, until: until.flatten() };
    statuses::set(caller.house(), &granted, id, new).await?;
    Ok(done())
}

pub async fn end(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    statuses::end(caller.house(), &caller.may::<StatusSet>()?, id).await?;
    Ok(done())
}

pub async fn acknowledge(caller: Caller, Id(id): Id<AccountId>) -> Answer {
    statuses::acknowledge(caller.house(), &caller.may::<StatusAcknowledge>()?, id).await?;
    Ok(done())
}
