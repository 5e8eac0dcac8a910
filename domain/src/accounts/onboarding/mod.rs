//! The checklist that new clients go through: made by the organization, ticked by hand or by what happens
//! (S3-30 … S3-32, C-20).

mod make;
mod notice;
mod progress;
mod step;
mod tick;

pub use make::{MOST, create, delete, edit, shift};
pub(crate) use notice::notice;
pub(super) use progress::restart;
pub use progress::{Done, Progress, State, progress};
pub use step::{Completes, LONGEST_ABOUT, LONGEST_TITLE, Step, StepDetails, Whose, find, list};
pub use tick::{set_done, set_open};
