//! The webhook of a delivery plan: messages are posted to a system of the client's, signed (Standard Webhooks 1.0), tried
//! again, and acknowledged by its answer.

mod answer;
mod endpoint;
mod post;

pub use answer::Answered;
pub use endpoint::{Hook, LONGEST_URL, find, remove, rotate, save};
pub(super) use endpoint::{is_there, whom};
pub use post::{Due, claim, due, settle};
