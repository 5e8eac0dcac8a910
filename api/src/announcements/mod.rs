//! What an account tells its contacts, written, read and called off by programs.

mod cancel;
mod links;
mod read;
mod write;

pub use cancel::cancel;
pub use links::{LinksSent, keep, let_them, links};
pub use read::{Recipients, list, recipients, show};
pub use write::{AddedAnnouncement, NewAnnouncement, write};
