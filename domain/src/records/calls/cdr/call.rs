//! One telephone call as the caller lived through it.

use kernel::{Span, Timestamp};

/// A call, put together from everything that the telephone system wrote about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The same for the same call in every run and in every file: `asterisk:1772373600.17`.
    pub external_id: String,
    /// The number that called, as the telephone system wrote it; empty if it was withheld.
    pub from: String,
    pub from_name: String,
    /// The number that was dialed first, whoever the call was passed on to afterwards.
    pub to: String,
    pub started_at: Timestamp,
    /// When a person answered. A file may say that a call was answered without saying when.
    pub answered_at: Option<Timestamp>,
    pub ended_at: Timestamp,
    /// The whole call, ringing and waiting included.
    pub duration_s: i64,
    pub state: Outcome,
    /// Only if the telephone system leaves no doubt; the numbers decide otherwise.
    pub direction_hint: Option<Direction>,
    /// The extension or person that answered; nothing for a call to the outside.
    pub answered_by: Option<String>,
    pub notes: String,
    /// Where the recording of its longest part is; empty if the file names none.
    pub recording: String,
    /// The first line of the file that belongs to this call, counted from 1.
    pub first_line: u64,
    /// Lines that belong to this call, without those that say the same twice.
    pub legs: u32,
    /// Lines that repeated another line word for word.
    pub duplicates: u32,
}

/// How the call went for the caller: an announcement or a queue is not an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    Answered,
    Missed,
    Voicemail,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    Inbound,
    Outbound,
    Internal,
}

impl Call {
    /// How long a person and the caller could talk, as far as the file tells.
    pub fn talk(&self) -> Option<Span> {
        self.answered_at.map(|at| self.ended_at - at)
    }
}
