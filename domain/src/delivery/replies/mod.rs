//! What people reply to a text message: “OK” acknowledges it, anything else stands on the page of the message.
//!
//! `words` is a pure function: what a reply means.

mod door;
mod receive;
mod signature;
mod words;

pub use door::{Door, door, open, shut};
pub(super) use receive::letter_code;
pub use receive::{LONGEST, Received, receive};
pub use signature::SigningKey;
