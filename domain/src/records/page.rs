//! One page of a list.

use super::{Cursor, Record};

/// A count goes no further than this; a list says “1 000+” beyond it.
pub const COUNTED_UP_TO: usize = 1000;

#[derive(Clone, Debug)]
pub struct Page {
    pub records: Vec<Record>,
    pub total: Total,
    /// Where the page before this one ends, if there is one.
    pub before: Option<Cursor>,
    /// Where the next page begins, if there is one.
    pub after: Option<Cursor>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    Exactly(usize),
    MoreThan(usize),
}

impl Total {
    /// A count that was taken up to one more than a list counts.
    pub const fn of(count: usize) -> Self {
        Self::up_to(COUNTED_UP_TO, count)
    }

    /// A count that was taken up to one more than `limit`.
    pub const fn up_to(limit: usize, count: usize) -> Self {
        if count > limit { Self::MoreThan(limit) } else { Self::Exactly(count) }
    }
}

impl std::fmt::Display for Total {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exactly(n) => write!(f, "{n}"),
            Self::MoreThan(n) if *n >= 1000 => write!(f, "{}\u{202f}{:03}+", n / 1000, n % 1000),
            Self::MoreThan(n) => write!(f, "{n}+"),
        }
    }
}
