//! How long the history is kept, in calendar months (C-12).

use kernel::Span;
use serde::{Deserialize, Serialize};

/// None of them shortens what a legal hold keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct History {
    /// What was done in accounts (S3-42); nought is without end.
    pub accounts: i64,
    /// What was done about people (S4-41); nought is without end.
    pub profiles: i64,
    /// In Secure accounts nothing is kept for less than this.
    pub secure: i64,
}

impl History {
    /// What is offered; nought is without end.
    pub const MONTHS: [i64; 6] = [6, 12, 24, 36, 72, 0];
    /// What is offered for Secure accounts. Six years are what 45 CFR 164.316(b)(2)(i) asks for.
    pub const SECURE: [i64; 5] = [6, 12, 36, 72, 120];

    /// Never less than the shortest that is offered, whatever is written.
    fn at_least(months: i64) -> Option<i64> {
        (months != 0).then(|| months.clamp(6, 1200))
    }

    pub const fn keeps_everything(&self) -> bool {
        self.accounts == 0 && self.profiles == 0
    }

    pub fn accounts_for(&self) -> Option<i64> {
        Self::at_least(self.accounts)
    }

    pub fn profiles_for(&self) -> Option<i64> {
        Self::at_least(self.profiles)
    }

    pub fn secure_for(&self) -> i64 {
        self.secure.clamp(6, 1200)
    }

    /// Less than any line is kept: six calendar months have at least 181 days.
    pub const fn shortest(&self) -> Span {
        Span::days(181)
    }
}

impl Default for History {
    fn default() -> Self {
        Self { accounts: 6, profiles: 0, secure: 72 }
    }
}
