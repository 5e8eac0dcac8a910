//! Starting, completing and reopening a task; one that repeats comes back when it is done.

use db::params;
use kernel::{Error, Result, TaskId};

use super::find::{Task, find_in};
use super::store::{New, insert, place};
use super::{STATES, TaskDetails, repeat};
use crate::access::{Granted, TasksComplete};
use crate::change::Change;
use crate::history::{Action, Event};
use crate::house::House;

/// Sets the state of a task to one of [`STATES`], and gives the one that comes after it, if it repeats. The same
/// state again changes nothing.
pub async fn mark(
    house: &House,
    granted: &Granted<TasksComplete>,
    id: TaskId,
    state: &str,
) -> Result<Option<TaskId>> {
    let state = STATES
        .iter()
        .find(|known| known.value == state)
        .ok_or_else(|| Error::invalid("state", "Choose open, started or done."))?
        .value;
    let mut change = house.change(granted).await?;
    let task = find_in(&mut change.tx, granted, id).await?;
    if task.state == state {
        return Ok(None);
    }
    let (done_at, by) = match state {
        "done" => (Some(change.at), granted.actor().signature()),
        _ => (None, String::new()),
    };
    let marked = change
        .tx
        .execute(
            "UPDATE tasks SET state = ?3, done_at = ?4, done_by = ?5, place = ?6,
               repeats = CASE WHEN ?3 = 'done' THEN 'never' ELSE repeats END
             WHERE org_id = ?1 AND id = ?2 AND state = ?7",
            params![
                granted.org(),
                id,
                state,
                done_at,
                by.as_str(),
                place(task.details.due, done_at),
                task.state.as_str()
            ],
        )
        .await?;
    if marked == 0 {
        return Err(Error::conflict("Somebody else has just marked this task. Look at it, and try again."));
    }
    let next = if done_at.is_some() { again(&mut change, granted, &task).await? } else { None };
    let event = task.event(granted, Action::TaskMarked).changed("state", task.state.as_str(), state);
    let mut recorded = change.record(granted.actor(), event).await?;
    if let Some((next, event)) = next {
        recorded = recorded.and(granted.actor(), event).await?;
        recorded.commit().await?;
        return Ok(Some(next));
    }
    recorded.commit().await?;
    Ok(None)
}

/// The same task once more, at its next time, by whoever made it.
async fn again(
    change: &mut Change,
    granted: &Granted<TasksComplete>,
    task: &Task,
) -> Result<Option<(TaskId, Event)>> {
    let Some(due) = repeat::next(&task.details, task.repeat_day, &task.zone()?, change.at)? else {
        return Ok(None);
    };
    let details = TaskDetails { due: Some(due), ..task.details.clone() };
    let signature = granted.actor().signature();
    let new = New {
        account: task.account,
        creator: task.creator,
        signature: &signature,
        repeat_day: task.repeat_day,
        details: &details,
    };
    let id = insert(change, granted.org(), new).await?;
    let next = Task { id, details, ..task.clone() };
    let event = next.event(granted, Action::TaskAdded).changed("due", "", due.to_string());
    Ok(Some((id, event)))
}
