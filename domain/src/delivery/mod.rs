//! Messages go to whoever is to get them, until somebody acknowledges: by the plan of the account, each attempt written
//! down.
//!
//! `steps` is a pure function: whom it was sent to and when, and what comes next.

mod acknowledge;
mod advance;
mod begin;
mod choices;
mod draft;
mod forget;
pub mod hook;
mod letter;
mod links;
mod means;
mod people;
mod plan;
pub mod replies;
mod show;
mod steps;
mod work;

pub(crate) use acknowledge::seen_by;
pub use acknowledge::{How, acknowledge};
pub(crate) use advance::Going;
pub(crate) use begin::begin;
pub use choices::{Choices, choices};
pub use draft::{
    AFTER_NOBODY, AFTER_ON_CALL, BETWEEN, CHANNELS, CONTENTS, Content, MODES, MOST_REMINDERS, PlanDraft,
    WAITS,
};
pub(crate) use forget::{keep_what_became, move_contact, must_not_need_contact, must_not_need_schedule};
pub use letter::Said;
pub(crate) use letter::fill;
pub use links::{Asked, acknowledge_by_link, asked_by_link};
pub use means::Means;
pub use plan::{After, Plan, Target, plan, save};
pub(crate) use plan::{Plans, of_notices};
pub use show::{Attempt, Delivery, Reply, of_message};
pub use steps::{Next, Pace, Tried, next};
pub use work::{step_due, sweep};

use crate::records::{Choice, Tone};

/// How far the delivery of a message has come.
pub const STATES: &[Choice] = &[
    Choice { value: "none", label: "Not sent", tone: Tone::Neutral },
    Choice { value: "waiting", label: "Waits for an answer", tone: Tone::Info },
    Choice { value: "acknowledged", label: "Acknowledged", tone: Tone::Good },
    Choice { value: "nobody", label: "Nobody answered", tone: Tone::Bad },
];
