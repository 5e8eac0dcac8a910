//! The steps of a task, each done by itself.

use db::{Tx, Value, params};
use kernel::{Error, Result, TaskId, Timestamp};

use super::collection::OWNER;
use super::find::find_in;
use crate::access::{AnyGranted, Granted, Select, TasksComplete, TasksView};
use crate::history::Action;
use crate::house::{House, Read};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Counted from 0, in the order of the list.
    pub position: i64,
    pub words: String,
    pub done_at: Option<Timestamp>,
    pub done_by: String,
}

pub async fn checklist(read: &mut Read, granted: &Granted<TasksView>, id: TaskId) -> Result<Vec<Step>> {
    find_in(&mut read.0, granted, id).await?;
    steps_of(&mut read.0, granted, id).await
}

/// Marks a step as done, or as still to be done; the same again changes nothing.
pub async fn tick(
    house: &House,
    granted: &Granted<TasksComplete>,
    id: TaskId,
    position: i64,
    done: bool,
) -> Result<()> {
    let mut change = house.change(granted).await?;
    let task = find_in(&mut change.tx, granted, id).await?;
    let steps = steps_of(&mut change.tx, granted, id).await?;
    let step = steps.into_iter().find(|step| step.position == position).ok_or(Error::NotFound)?;
    if step.done_at.is_some() == done {
        return Ok(());
    }
    let by = if done { granted.actor().signature() } else { String::new() };
    change
        .tx
        .execute(
            "UPDATE task_steps SET done_at = ?4, done_by = ?5
             WHERE org_id = ?1 AND task_id = ?2 AND position = ?3",
            params![granted.org(), id, position, done.then_some(change.at), by.as_str()],
        )
        .await?;
    let (before, after) = if done { ("to do", "done") } else { ("done", "to do") };
    let event = task.event(granted, Action::TaskStepMarked).changed(&step.words, before, after);
    change.record(granted.actor(), event).await?.commit().await
}

pub(super) async fn steps_of(tx: &mut Tx, granted: &AnyGranted, id: TaskId) -> Result<Vec<Step>> {
    Select::of(
        "s.position, s.words, s.done_at, s.done_by",
        "task_steps s JOIN tasks r ON r.org_id = s.org_id AND r.id = s.task_id",
    )
    .within(granted, &OWNER)
    .and("s.task_id = {}", [Value::from(id)])
    .then("ORDER BY s.position")
    .rows(tx, |row| {
        Ok(Step { position: row.get(0)?, words: row.get(1)?, done_at: row.get(2)?, done_by: row.get(3)? })
    })
    .await
}
