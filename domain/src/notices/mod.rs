//! What Portico tells people by mail and by SMS: letters, the outbox that they leave through, and what became of them.
//!
//! A letter is [`put`] into the outbox in the transaction of the change that it tells of. The worker [`take`]s it
//! when it is due, which writes it, and [`settle`]s what became of it.

mod again;
mod broken_off;
pub mod choices;
mod claim;
mod collection;
mod delays;
pub mod due;
mod ended;
mod hold;
mod latest;
mod letter;
mod letters;
mod lines;
mod mailbox;
mod put;
mod reader;
mod send_test;
mod settle;
mod sweep;
mod tell;
mod template;
pub mod texts;
pub mod times;
mod waiting;
mod wanting;
mod ways;
mod write;

pub use again::{drop_by_hand, retry};
pub use broken_off::settle_broken_off;
pub use claim::{ATTEMPT_LASTS, Outgoing, changes, next_due, take};
pub use collection::{Attempt, OUTBOX, STATES, attempts, find, list};
pub use delays::LONGEST_ASKED;
pub use ended::drop_ended;
pub use hold::{Hold, held, release};
pub(crate) use hold::{hold_all, is_held};
pub use latest::{Latest, latest};
pub(crate) use letter::Letter;
pub use letter::{Channel, State};
pub use letters::{LetterKind, Shape, Text, Variable};
pub(crate) use lines::{in_a_line, one_line};
pub use mailbox::{Kept, Mailbox};
pub(crate) use put::put;
pub use send_test::send_test;
pub use settle::{Outcome, settle};
pub use sweep::sweep;
pub(crate) use tell::{Notice, tell};
pub(crate) use template::{check as words_wrong, render as fill_words};
pub(crate) use texts::Words;
pub use waiting::tell_due;
pub(crate) use wanting::Whom;
pub use ways::{Way, Ways};
pub(crate) use write::{Filled, Occasion};
