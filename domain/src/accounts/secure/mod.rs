//! Secure accounts, such as those with health data: only operators with the clearance see into them (S3-52 … S3-54,
//! C-11). Where reach ends is decided in `access/clearance.rs`; here is what is done about it.

mod answer;
mod ask;
mod cleared;
mod closed;
mod mark;
mod read;
mod request;

pub use answer::{approve, end, refuse, withdraw};
pub use ask::{LONGEST_REASON, OPENS_FOR, WAITS_FOR, ask};
pub use closed::{Closed, closed, find_closed};
pub use mark::{mark, unmark};
pub(crate) use read::export_reaches;
pub use read::note_read;
pub use request::{Request, State, find, of_account, requests};
pub(crate) use request::{opened, still_waiting};
