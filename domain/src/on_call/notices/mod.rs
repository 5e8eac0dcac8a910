//! People are told that their turns have changed, that one is offered or asked of them, and that one begins soon.

mod asked;
mod changed;
mod lead;
mod starts;
mod words;

pub(super) use asked::tell as tell_asked;
pub(super) use changed::{as_of_now, tell as tell_changed};
pub(crate) use lead::forget as forget_lead;
pub use lead::{LEADS, choose as choose_lead, own as lead};
pub(super) use starts::drop_all as drop_notices;
pub use starts::{remind, sweep_notices};
pub(crate) use words::{OfTurns, asked, next_turns, starting};
