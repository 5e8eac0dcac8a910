//! How long the history is kept (C-12): what was done in accounts for six months as it ships, what was done about a person
//! without end, longer in Secure accounts, and nothing is removed from an account with a legal hold (S3-42, E-09).

mod gaps;
mod hold;
mod remove;
mod stream;

pub(super) use gaps::{Gap, gap_from, proof, told_by};
pub use hold::{Hold, LONGEST_REASON, hold, lift, of_account};
pub use remove::remove_due;
pub use stream::Stream;
