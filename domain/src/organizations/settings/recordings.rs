//! Recordings of calls: whether there are any, how large one may be, and how long they are kept (C-16).

use kernel::Span;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recordings {
    /// The first of three switches in series; the account has the second, and the role the third.
    pub on: bool,
    /// The most that one may have, in megabytes.
    pub largest_mb: i64,
    /// How long they are kept after the call, where the account does not say otherwise.
    pub days: i64,
}

impl Recordings {
    pub const LARGEST_MB: std::ops::RangeInclusive<i64> = 1..=10_000;
    pub const DAYS: std::ops::RangeInclusive<i64> = 1..=3_650;

    /// The most bytes that one may have, whatever was stored.
    pub fn largest(&self) -> u64 {
        let megabytes = self.largest_mb.clamp(*Self::LARGEST_MB.start(), *Self::LARGEST_MB.end());
        u64::try_from(megabytes).unwrap_or(1) * 1_000_000
    }

    /// How long one is kept in an account that says so many days, or nothing.
    pub fn kept(&self, account: Option<i64>) -> Span {
        Span::days(account.unwrap_or(self.days).clamp(*Self::DAYS.start(), *Self::DAYS.end()))
    }
}

impl Default for Recordings {
    fn default() -> Self {
        Self { on: false, largest_mb: 500, days: 90 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_16_they_ship_switched_off_and_no_stored_number_is_out_of_bounds() {
        assert!(!Recordings::default().on);
        for (stored, bytes) in [(500, 500_000_000), (0, 1_000_000), (i64::MAX, 10_000_000_000)] {
            assert_eq!(Recordings { largest_mb: stored, ..Recordings::default() }.largest(), bytes);
        }
        for (organization, account, days) in
            [(90, None, 90), (90, Some(7), 7), (0, None, 1), (90, Some(-1), 1), (90, Some(i64::MAX), 3_650)]
        {
            let settings = Recordings { days: organization, ..Recordings::default() };
            assert_eq!(settings.kept(account), Span::days(days));
        }
    }
}
