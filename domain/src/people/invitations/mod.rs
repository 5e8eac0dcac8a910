//! Invitations: a one-time link by which somebody sets a password of their own.

mod accept;
mod link;
mod operators;
mod state;

pub use accept::{Invited, accept, look};
pub(crate) use link::{forget, sweep};
pub use operators::invite_operator;
pub use state::{STATES, State};
