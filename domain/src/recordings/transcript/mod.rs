//! What is said in a recording, in writing: lines, each with its place in it where that is known.

mod keep;
mod marked;
mod text;

pub(super) use keep::forget;
pub use keep::{Transcript, read_transcript, take_transcript, transcribe};
use serde::{Deserialize, Serialize};
pub use text::{MOST_BYTES, PASTED, written};

/// What somebody said at a time. Milliseconds from the beginning of the recording.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<i64>,
    /// Empty where nobody is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who: String,
    pub text: String,
}
