//! Reading the call records of a telephone system, so that past calls are in the portal from the first day.
//!
//! Values in, values out: bytes become lines, lines become legs, legs become calls. Nothing here knows the
//! database, the accounts or the clock.
//!
//! ```text
//! lines → record → asterisk | columns → leg → groups → merge → Call
//! ```

mod asterisk;
mod call;
mod channel;
mod clean;
mod columns;
mod groups;
mod leg;
mod lines;
mod mapping;
mod merge;
mod moment;
mod reader;
mod record;
mod shape;
#[cfg(test)]
mod tests;

pub use call::{Call, Direction, Outcome};
pub use leg::{App, Disposition, Leg};
pub(crate) use lines::Lines;
pub use mapping::Mapping;
pub use merge::merge;
pub use reader::{Format, Item, Options, Progress, Reader, Unreadable};
pub(crate) use record::{Next, Records};
pub(crate) use shape::refuse_other_files;
