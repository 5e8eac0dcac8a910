//! Letters: which were sent, which were not and why; sending one again, or not at all.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{OutboxManage, OutboxView};
use domain::notices::{self, Attempt, OUTBOX};
use kernel::OutgoingId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::page::{self, Question};
use crate::single::{self, done};

/// The attempts to send a letter: the latest fifty, newest first.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterAttempts {
    data: Vec<LetterAttempt>,
}

/// One attempt to send a letter.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterAttempt {
    #[schema(format = "date-time")]
    at: String,
    /// `null` while it lasts, and if the process ended meanwhile.
    #[schema(required, format = "date-time")]
    ended_at: Option<String>,
    /// `accepted`, `later`, `refused`, `unreachable`, `unheard`, or empty.
    outcome: String,
    /// What the other side said.
    answer: String,
}

/// Whether the outbox is held back: so it is in a copy that was restored, until somebody releases it.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutboxHold {
    held: bool,
    #[schema(required, format = "date-time")]
    since: Option<String>,
    /// Why; empty if it is not held.
    reason: String,
}

impl From<Attempt> for LetterAttempt {
    fn from(attempt: Attempt) -> Self {
        Self {
            at: attempt.at.to_string(),
            ended_at: attempt.ended_at.map(|at| at.to_string()),
            outcome: attempt.outcome,
            answer: attempt.answer,
        }
    }
}

pub async fn list(caller: Caller, Question(pairs): Question) -> Answer {
    page::list::<OutboxView>(&caller, &OUTBOX, &pairs).await
}

pub async fn show(caller: Caller, Id(id): Id<OutgoingId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&single::record::<OutboxView>(&caller, &OUTBOX, id.any()).await?))
}

pub async fn retry(caller: Caller, Id(id): Id<OutgoingId>) -> Answer {
    notices::retry(caller.house(), &caller.may::<OutboxManage>()?, id).await?;
    Ok(done())
}

/// The letter stays in the list; it only does not leave any more.
pub async fn drop_it(caller: Caller, Id(id): Id<OutgoingId>) -> Answer {
    notices::drop_by_hand(caller.house(), &caller.may::<OutboxManage>()?, id).await?;
    Ok(done())
}

pub async fn attempts(caller: Caller, Id(id): Id<OutgoingId>) -> Answer {
    let granted = caller.may::<OutboxView>()?;
    let mut read = caller.read().await?;
    notices::find(&mut read, &granted, id).await?;
    let found = notices::attempts(&mut read, &granted, id).await?;
    Ok(Json(LetterAttempts { data: found.into_iter().map(LetterAttempt::from).collect() }).into_response())
}

pub async fn hold(caller: Caller) -> Answer {
    let granted = caller.may::<OutboxView>()?;
    let hold = notices::held(&mut caller.read().await?, &granted).await?;
    Ok(Json(OutboxHold {
        held: hold.is_some(),
        since: hold.as_ref().map(|hold| hold.since.to_string()),
        reason: hold.map(|hold| hold.reason).unwrap_or_default(),
    })
    .into_response())
}

/// What it holds leaves, less what is too late by now.
pub async fn release(caller: Caller) -> Answer {
    notices::release(caller.house(), &caller.may::<OutboxManage>()?).await?;
    Ok(done())
}
