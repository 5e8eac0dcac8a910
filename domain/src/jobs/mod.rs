//! Work on many records, in batches, with a report on each: it goes on after the page that asked for it was answered.

mod ask;
mod kind;
mod report;
mod work;

pub use ask::{AT_ONCE, MOST};
pub(crate) use ask::{Item, ask, ask_with};
pub use kind::Kind;
pub use report::{Job, Report, State, find, report};
pub(crate) use report::{find_in, skipped_of};
pub(crate) use work::{Outcome, skipped};
pub use work::{work, work_on};
