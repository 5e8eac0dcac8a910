//! Tasks: what is to be done for an account, by whom and until when.

mod add;
mod checklist;
mod comments;
mod delete;
mod edit;
mod mark;
mod read;

pub use add::{AddedTask, NewTask, add};
pub use checklist::{Checklist, StepMark, checklist, tick};
pub use comments::{AddedComment, Comments, NewComment, comment, comments};
pub use delete::delete;
pub use edit::{TaskChanges, edit};
pub use mark::{Marked, TaskMark, mark};
pub use read::{list, show};
