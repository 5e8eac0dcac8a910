//! Another place for recordings than the disk of this machine, which several machines share. What it is and how it is
//! reached knows `worker`; here stands what is asked of it.

use std::fmt;
use std::path::Path;
use std::pin::Pin;

/// What is answered once the other side has.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, Amiss>> + Send + 'a>>;

/// Files under names, across a network. No answer takes longer than a person waits for one, but for the bytes of a
/// file, which may take as long as they keep coming.
pub trait Elsewhere: Send + Sync {
    /// Brings a file there. It is there, all of it, when this answers; else it is not there.
    fn put<'a>(&'a self, name: &'a str, file: &'a Path, sha256: &'a [u8]) -> Later<'a, ()>;

    /// So many bytes of it, from `start` on.
    fn get<'a>(&'a self, name: &'a str, start: u64, length: u64) -> Later<'a, Box<dyn Coming>>;

    /// Takes it away; one that is not there is gone.
    fn remove<'a>(&'a self, name: &'a str) -> Later<'a, ()>;
}

/// Bytes on their way.
pub trait Coming: Send {
    /// The next ones; none at the end.
    fn next(&mut self) -> Later<'_, Option<Vec<u8>>>;
}

/// Why it did not come to that, for the log. No secret is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Amiss {
    /// There is no file of this name, or not yet.
    Missing,
    /// What came is not what was brought.
    Damaged(String),
    /// It does not answer, or refuses.
    Away(String),
}

impl fmt::Display for Amiss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("it is not there"),
            Self::Damaged(words) | Self::Away(words) => f.write_str(words),
        }
    }
}
