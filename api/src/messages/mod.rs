//! Messages: what a caller wanted somebody of the account to know.

pub mod delivery;
pub mod delivery_hook;
mod mark;
mod new;
mod read;
mod take;

pub use mark::{MessageChanges, mark};
pub use new::NewMessage;
pub use read::{list, show};
pub use take::take;
