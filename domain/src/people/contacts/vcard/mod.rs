//! Contacts as address books write them: vCard 4.0 (RFC 6350) out, 3.0 and 4.0 (RFC 2426) in.

mod line;
mod read;
mod write;

pub(super) use read::read;
pub use write::card;
