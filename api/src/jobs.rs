//! Work on many records: how far it has come, and what was skipped and why.

use axum::Json;
use axum::response::IntoResponse;
use domain::jobs;
use kernel::{JobId, Result};
use serde::Serialize;
use utoipa::ToSchema;

use crate::caller::{Answer, Caller};
use crate::id::Id;

/// Reasons in one answer.
const SHOWN: usize = 1000;

/// Work on many records.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Job {
    #[schema(value_type = String)]
    id: JobId,
    /// `users.delete`
    kind: &'static str,
    /// `waiting`, `running`, `done` or `stopped`.
    state: &'static str,
    /// How many records it is about.
    total: i64,
    done: i64,
    skipped: i64,
    /// Why it was stopped; empty otherwise.
    note: String,
    /// The first thousand of those that were skipped.
    reasons: Vec<Skipped>,
}

/// A record that was left as it is.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Skipped {
    name: String,
    reason: String,
}

pub async fn show(caller: Caller, Id(id): Id<JobId>) -> Answer {
    Ok(Json(job(&caller, id).await?).into_response())
}

pub(crate) async fn job(caller: &Caller, id: JobId) -> Result<Job> {
    let report = jobs::report(&mut caller.read().await?, &caller.actor, id, None, SHOWN).await?;
    let job = report.job;
    Ok(Job {
        id,
        kind: job.kind.name(),
        state: job.state.name(),
        total: job.total,
        done: job.done,
        skipped: job.skipped,
        note: job.note,
        reasons: report.skipped.into_iter().map(|(name, reason)| Skipped { name, reason }).collect(),
    })
}
