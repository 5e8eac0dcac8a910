//! Changing what a task says.

use domain::access::{TasksEdit, TasksView};
use domain::tasks::{self, REPEATS, TASKS, TaskDetails};
use kernel::{Error, Invalid, Result, TaskId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::add::assignee;
use crate::body::{Body, Patch};
use crate::caller::{Answer, Caller};
use crate::choices::{moment, one_of};
use crate::etag::Conditions;
use crate::id::Id;
use crate::openapi::task_repeats;
use crate::single::record;

/// What is left out stays as it is; `null` empties a field.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskChanges {
    #[schema(value_type = String, min_length = 1, max_length = 200)]
    #[serde(default)]
    title: Patch,
    #[schema(value_type = Option<String>, max_length = 10_000)]
    #[serde(default)]
    text: Patch,
    /// RFC 3339.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default)]
    due_at: Patch,
    /// `account`, `operators`, or the id of a portal user or a contact of the account.
    #[schema(value_type = Option<String>)]
    #[serde(default)]
    assignee: Patch,
    #[schema(schema_with = task_repeats)]
    #[serde(default)]
    repeats: Patch,
    /// All steps. Those that are there already keep their marks.
    #[schema(max_items = 50)]
    checklist: Option<Vec<String>>,
}

pub async fn edit(
    caller: Caller,
    Id(id): Id<TaskId>,
    conditions: Conditions,
    Body(changes): Body<TaskChanges>,
) -> Answer {
    let granted = caller.may::<TasksEdit>()?;
    let found = record::<TasksView>(&caller, &TASKS, id.any()).await?;
    conditions.must_hold(&found)?;
    let before = tasks::details(&mut caller.read().await?, &granted, id).await?.details;
    tasks::edit(caller.house(), &granted, id, changed(changes, before)?).await?;
    let after = record::<TasksView>(&caller, &TASKS, id.any()).await?;
    Ok(Conditions::default().answer(&after))
}

fn changed(changes: TaskChanges, before: TaskDetails) -> Result<TaskDetails> {
    let mut invalid = Invalid::default();
    let due = match changes.due_at {
        Patch::Keep => before.due,
        Patch::Empty => None,
        Patch::Write(due) => moment(&mut invalid, "due_at", &due),
    };
    let given = assignee(&mut invalid, &changes.assignee.on(before.assignee.to_string()));
    let repeats = match changes.repeats {
        Patch::Keep => before.repeats,
        Patch::Empty => "never".to_owned(),
        Patch::Write(text) => one_of(&mut invalid, "repeats", REPEATS, &text).unwrap_or_default().to_owned(),
    };
    let Some(assignee) = given.filter(|_| invalid.is_empty()) else {
        return Err(Error::Invalid(invalid));
    };
    Ok(TaskDetails {
        title: changes.title.on(before.title),
        text: changes.text.on(before.text),
        due,
        assignee,
        repeats,
        checklist: changes.checklist.unwrap_or(before.checklist),
    })
}
