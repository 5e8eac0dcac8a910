//! Starting, completing and reopening a task.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::TasksComplete;
use domain::tasks;
use kernel::TaskId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::openapi::task_states;

/// How far a task is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskMark {
    #[schema(required, schema_with = task_states)]
    #[serde(default)]
    state: String,
}

/// What came of it.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Marked {
    /// The task that comes after this one, if it repeats and is done now.
    #[schema(required, value_type = Option<String>)]
    next: Option<TaskId>,
}

pub async fn mark(caller: Caller, Id(id): Id<TaskId>, Body(mark): Body<TaskMark>) -> Answer {
    let granted = caller.may::<TasksComplete>()?;
    let next = tasks::mark(caller.house(), &granted, id, &mark.state).await?;
    Ok(Json(Marked { next }).into_response())
}
