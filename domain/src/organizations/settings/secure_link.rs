//! The secure login link of accounts without portal users: whether there is one, how long it is good for, and what
//! whoever has it may do (C-06).

use kernel::Span;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SecureLink {
    pub on: bool,
    /// How long a link is good for after it was made.
    pub days: i64,
    /// The role whose grants it has, by its id; without one it looks, and marks messages.
    pub role: String,
}

impl SecureLink {
    /// The longest that a link may be good for.
    pub const LONGEST: i64 = 365;
    /// What is offered.
    pub const DAYS: [i64; 5] = [7, 30, 90, 180, Self::LONGEST];

    pub fn lasts(&self) -> Span {
        Span::days(self.days.clamp(1, Self::LONGEST))
    }
}

/// S2-10: it ships switched on.
impl Default for SecureLink {
    fn default() -> Self {
        Self { on: true, days: 90, role: String::new() }
    }
}
