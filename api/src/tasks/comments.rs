//! What was said about a task.

use axum::Json;
use axum::response::IntoResponse;
use domain::access::{TasksComplete, TasksView};
use domain::tasks;
use kernel::{CommentId, TaskId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::body::Body;
use crate::caller::{Answer, Caller};
use crate::id::Id;
use crate::single::created;

/// The latest comments, the first one first.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Comments {
    data: Vec<TaskComment>,
}

/// One comment.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskComment {
    #[schema(value_type = String)]
    id: CommentId,
    author: String,
    text: String,
    #[schema(format = DateTime)]
    at: String,
}

/// What is to be said.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewComment {
    #[schema(required, min_length = 1, max_length = 5000)]
    #[serde(default)]
    comment: String,
}

/// The comment that was added.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AddedComment {
    #[schema(value_type = String)]
    id: CommentId,
}

pub async fn comments(caller: Caller, Id(id): Id<TaskId>) -> Answer {
    let granted = caller.may::<TasksView>()?;
    let found = tasks::comments(&mut caller.read().await?, &granted, id).await?;
    let comments = found.into_iter().map(|one| TaskComment {
        id: one.id,
        author: one.author,
        text: one.text,
        at: one.at.to_string(),
    });
    Ok(Json(Comments { data: comments.collect() }).into_response())
}

pub async fn comment(caller: Caller, Id(id): Id<TaskId>, Body(new): Body<NewComment>) -> Answer {
    let granted = caller.may::<TasksComplete>()?;
    let comment = tasks::comment(caller.house(), &granted, id, &new.comment).await?;
    Ok(created(&format!("/api/v1/tasks/{id}/comments"), &AddedComment { id: comment }))
}
