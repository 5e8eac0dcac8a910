//! The tasks within reach, and one of them.

use domain::access::TasksView;
use domain::tasks::TASKS;
use kernel::TaskId;

use crate::caller::{Answer, Caller};
use crate::etag::Conditions;
use crate::id::Id;
use crate::page::{self, Question};
use crate::single;

pub async fn list(caller: Caller, Question(pairs): Question) -> Answer {
    page::list::<TasksView>(&caller, &TASKS, &pairs).await
}

pub async fn show(caller: Caller, Id(id): Id<TaskId>, conditions: Conditions) -> Answer {
    Ok(conditions.answer(&single::record::<TasksView>(&caller, &TASKS, id.any()).await?))
}
