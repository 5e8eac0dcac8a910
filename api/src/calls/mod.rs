//! Calls: who called, whom, when, and what became of it.

pub mod fetch;
mod new;
mod read;
pub mod recording;
mod take;
pub mod transcript;

pub use new::NewCall;
pub use read::{list, show};
pub use take::take;
