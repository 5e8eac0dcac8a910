//! Invitations: a one-time link by which somebody sets a password of their own, or a temporary password for the same.

mod accept;
mod ask;
mod deliver;
mod known;
mod link;
mod of_user;
mod operators;
mod state;
mod waiting;
mod withdraw;

pub(crate) use accept::accepted_by_password;
pub use accept::{Invited, accept, look};
pub use ask::invite;
pub(crate) use ask::{Destination, allow, ask, ask_again};
pub(crate) use deliver::{Leaving, bounced, leave};
pub(crate) use known::ask_known;
pub(crate) use link::{brought_password, cancel, forget, restate, revoke, sweep, void_password};
pub use of_user::{Invitation, of_user, of_users};
pub use operators::invite_operator;
pub use state::{STATES, State};
pub(crate) use waiting::send_one_of_many;
pub use waiting::{send_waiting, waiting};
pub use withdraw::withdraw;
