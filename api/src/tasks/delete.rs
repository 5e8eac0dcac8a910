//! Deleting a task, with its checklist and its comments.

use domain::access::{TasksEdit, TasksView};
use domain::tasks::{self, TASKS};
use kernel::TaskId;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::single::{done, record};

pub async fn delete(caller: Caller, Id(id): Id<TaskId>, conditions: Conditions) -> Answer {
    let granted = caller.may::<TasksEdit>()?;
    conditions.must_hold(&record::<TasksView>(&caller, &TASKS, id.any()).await?)?;
    tasks::delete(caller.house(), &granted, id).await?;
    Ok(done())
}
