//! Invitations: a one-time link by which somebody sets a password of their own.

mod accept;
mod ask;
mod deliver;
mod known;
mod link;
mod of_user;
mod operators;
mod state;
mod waiting;

pub use accept::{Invited, accept, look};
pub(crate) use ask::ask;
pub use ask::invite;
pub(crate) use deliver::{Leaving, bounced, leave};
pub(crate) use known::ask_known;
pub(crate) use link::{cancel, forget, restate, sweep};
pub use of_user::{Invitation, of_user};
pub use operators::invite_operator;
pub use state::{STATES, State};
pub(crate) use waiting::send_one_of_many;
pub use waiting::{send_waiting, waiting};
