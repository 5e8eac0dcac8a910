//! Tasks: what is to be done for an account, by whom and until when (S0-06, S0-41).

mod ask;
mod assignee;
mod checklist;
mod collection;
mod comments;
mod create;
mod delete;
mod details;
mod edit;
mod find;
mod mark;
mod mine;
mod remind;
mod repeat;
mod store;

use kernel::{Result, TaskId};

use crate::access::{Granted, TasksView};
use crate::house::Read;
use crate::records::{Page, Query, Record};

pub use ask::ask;
pub use assignee::Assignee;
pub use checklist::{Step, checklist, tick};
pub use collection::{ASSIGNED, REPEATS, STATES, TASKS};
pub use comments::{Comment, LONGEST_COMMENT, comment, comments};
pub use create::create;
pub use delete::delete;
pub use details::{LONGEST_STEP, LONGEST_TEXT, LONGEST_TITLE, MOST_STEPS, TaskDetails};
pub use edit::edit;
pub use find::{Task, details};
pub use mark::mark;
pub use mine::{Mine, mine};
pub use remind::remind;
pub(crate) use remind::still_due;
pub(crate) use store::{move_contact, unlink_contact, unlink_user};

pub async fn list(read: &mut Read, granted: &Granted<TasksView>, query: &Query) -> Result<Page> {
    crate::records::list(read, granted, query).await
}

pub async fn find(read: &mut Read, granted: &Granted<TasksView>, id: TaskId) -> Result<Record> {
    crate::records::find(read, granted, &TASKS, id.any()).await
}
