//! Pretend organizations, visitors and clocks for the journeys: every test has a house of its own, on both
//! engines, at a time that it can move.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a journey that cannot begin fails"
)]

mod authenticator;
mod both;
mod cast;
pub mod device;
mod mailbox;
mod passkeys;
mod place;
mod shelf;
mod stage;
mod visit;
mod world;

pub use authenticator::code_at;
pub use cast::{Owned, Place, Pretend, TwoOfEverything, Who, a_call, a_message};
pub use device::Device;
pub use mailbox::Delivered;
pub use place::Engine;
pub use shelf::{Fault, Shelf};
pub use stage::{Stage, just_before};
pub use visit::Visit;
