//! Who is on call, in people's own calendar programs: links that are secret and can be taken back, and the calendar
//! (RFC 5545) that a program finds there.

mod calendar;
mod follow;
mod links;

pub use calendar::{Followed, Shift};
pub use follow::follow;
pub(super) use links::drop_all as drop_feeds;
pub(crate) use links::forget as forget_feeds;
pub use links::{Feed, mine, subscribe, unsubscribe};
