//! Other systems are told what happens (Standard Webhooks 1.0): endpoints, what is sent to them, signed and tried again,
//! and what became of it.
//!
//! The worker [`spread`]s the lines of the history to those who want them, takes what is [`due`], and [`settle`]s what
//! became of it.

mod delays;
mod deliver;
mod endpoint;
mod log;
mod make;
mod payload;
mod replay;
pub(crate) mod secret;
mod spread;
mod sweep;
mod topics;

pub use deliver::{ATTEMPT_LASTS, Due, GIVE_UP_AFTER, Outcome, claim, due, settle};
pub use endpoint::{Endpoint, find, list};
pub use log::{Attempt, Delivery, Listed, deliveries, delivery};
pub use make::{Details, LONGEST_URL, MOST, Made, delete, disable, edit, enable, make, rotate};
pub use replay::{replay_one, replay_since};
pub use secret::OVERLAP;
pub use spread::spread;
pub use sweep::sweep;
pub use topics::topics;
