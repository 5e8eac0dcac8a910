//! Deleting a task, with its steps and what was said about it.

use db::params;
use kernel::{Result, TaskId};

use super::find::find_in;
use crate::access::{Granted, TasksEdit};
use crate::history::Action;
use crate::house::House;

pub async fn delete(house: &House, granted: &Granted<TasksEdit>, id: TaskId) -> Result<()> {
    let mut change = house.change(granted).await?;
    let task = find_in(&mut change.tx, granted, id).await?;
    for sql in [
        "DELETE FROM task_steps WHERE org_id = ?1 AND task_id = ?2",
        "DELETE FROM task_comments WHERE org_id = ?1 AND task_id = ?2",
        "DELETE FROM tasks WHERE org_id = ?1 AND id = ?2",
    ] {
        change.tx.execute(sql, params![granted.org(), id]).await?;
    }
    let event = task.event(granted, Action::TaskDeleted);
    change.record(granted.actor(), event).await?.commit().await
}
