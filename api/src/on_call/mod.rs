//! Who is on call: schedules, their shifts and overrides, and the numbers for a telephone system.

mod import;
mod links;
mod now;
mod overrides;
mod preview;
mod read;
mod said;
mod save;
mod turns;

pub use import::{CalendarFile, ImportedEvents, import};
pub use links::{CalendarLinkToMake, CalendarLinks, MadeCalendarLink, make_link, own_links, revoke_link};
pub use now::{OnCallNow, now, numbers};
pub use overrides::{MadeOverride, OverrideToMake, put_in, take_back};
pub use preview::{SchedulePreview, preview};
pub use read::{Shifts, list, shifts, show};
pub use said::ScheduleInFull;
pub use save::{MadeSchedule, NewSchedule, ScheduleChanges, add, delete, edit};
pub use turns::{
    AskedTurn, OpenTurns, TurnToMove, WhoTakes, accept_turn, ask_turn, open_turns, refuse_turn, withdraw_turn,
};
