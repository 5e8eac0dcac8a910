//! What Portico tells people by mail and by SMS: letters, the outbox that they leave through, and what became of them.
//!
//! A letter is [`put`] into the outbox in the transaction of the change that it tells of. The worker [`take`]s it
//! when it is due, which writes it, and [`settle`]s what became of it.

mod claim;
mod delays;
mod ended;
mod hold;
mod latest;
mod letter;
mod letters;
mod lines;
mod put;
mod send_test;
mod settle;
mod sweep;
mod write;

pub use claim::{ATTEMPT_LASTS, Outgoing, next_due, take};
pub use ended::drop_ended;
pub(crate) use hold::hold_all;
pub use latest::{Latest, latest};
pub(crate) use letter::Letter;
pub use letter::{Channel, State};
pub use letters::{LetterKind, Shape, Text, Variable};
pub(crate) use put::put;
pub use send_test::send_test;
pub use settle::{Outcome, settle};
pub use sweep::sweep;
