//! Turns that change hands: offered to whoever takes them, asked of one person, or swapped for another turn.
//!
//! Nobody is put on call by another without having said yes, except by somebody who may do so for all.

mod answer;
mod ask;
mod hand_over;
mod rules;
mod store;

pub use answer::{accept, refuse, withdraw};
pub use ask::{Asked, NewTurn, ask};
pub use rules::{MovableTurn, choices_of};
pub use store::{Turn, open};
pub(super) use store::{drop_all, forget, move_contact, waiting};
