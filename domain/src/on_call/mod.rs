//! Who is on call: schedules with people who take turns, overrides, and whoever is left (S0-11, S0-44).
//!
//! `plan`, `wall`, `turns` and `segments` are pure functions: what holds, and who is on call by it.

mod collection;
mod draft;
mod dry_run;
mod feed;
mod import;
mod merged;
mod notices;
mod overrides;
mod people;
mod plan;
mod preview;
mod save;
mod segments;
mod store;
mod turn;
mod turns;
mod view;
mod wall;
mod words;

#[cfg(test)]
mod tests;

pub use collection::{SCHEDULES, collection};
pub use draft::{Draft, LAYERS, LONGEST_TURN, LayerDraft, MEMBERS, RULES, RuleDraft};
pub use dry_run::DryRun;
pub(crate) use feed::forget_feeds;
pub use feed::{Feed, Followed, Shift, follow, mine, subscribe, unsubscribe};
pub use import::{Imported, LARGEST_CALENDAR, import, look};
pub(crate) use merged::move_contact;
pub use notices::{LEADS, choose_lead, lead, remind, sweep_notices};
pub(crate) use notices::{OfTurns, asked, forget_lead, next_turns, starting};
pub use overrides::{LONGEST_REASON, NewOverride, put_in, take_back};
pub use people::choices;
pub(crate) use people::forget;
pub use plan::Days;
pub use preview::{DAYS, Preview, SHOWN, preview};
pub use save::{add, delete, edit};
pub use segments::{Segment, Source};
pub use store::{Schedule, Somebody, StandIn};
pub use turn::{Asked, MovableTurn, NewTurn, Turn, accept, ask, choices_of, open, refuse, withdraw};
pub use view::{MOST_DAYS, OnCall, find, now, of_account};
pub(crate) use view::{is_of, order_at};
pub use wall::{clock, moment};

use crate::access::{Granted, OnCallView};
use crate::house::Read;
use crate::records::{Page, Query};

/// The schedules within reach, a page at a time.
pub async fn list(read: &mut Read, granted: &Granted<OnCallView>, query: &Query) -> kernel::Result<Page> {
    crate::records::list(read, granted, query).await
}
