//! The steps of a task.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{TasksComplete, TasksView};
use domain::tasks;
use kernel::TaskId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::done;

/// The steps of a task, in their order.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    data: Vec<TaskStep>,
}

/// One step.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskStep {
    /// Counted from 0.
    position: i64,
    text: String,
    /// Null while it is to be done.
    #[schema(required, format = DateTime)]
    done_at: Option<String>,
    done_by: String,
}

/// Whether a step is done.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepMark {
    #[schema(required, minimum = 0)]
    #[serde(default = "nowhere")]
    position: i64,
    #[schema(required)]
    #[serde(default)]
    done: bool,
}

const fn nowhere() -> i64 {
    -1
}

pub async fn checklist(caller: Caller, Id(id): Id<TaskId>) -> Answer {
    let granted = caller.may::<TasksView>()?;
    let steps = tasks::checklist(&mut caller.read().await?, &granted, id).await?;
    let steps = steps.into_iter().map(|step| TaskStep {
        position: step.position,
        text: step.words,
        done_at: step.done_at.map(|at| at.to_string()),
        done_by: step.done_by,
    });
    Ok(Json(Checklist { data: steps.collect() }).into_response())
}

pub async fn tick(caller: Caller, Id(id): Id<TaskId>, Body(mark): Body<StepMark>) -> Answer {
    let granted = caller.may::<TasksComplete>()?;
    tasks::tick(caller.house(), &granted, id, mark.position, mark.done).await?;
    Ok(done())
}
