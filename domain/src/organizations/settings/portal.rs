//! Whether the clients' portal is open at all.

use serde::{Deserialize, Serialize};

/// S1-26: while the portal is closed, portal users are kept but not invited, and cannot sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Portal {
    pub open: bool,
}

impl Default for Portal {
    fn default() -> Self {
        Self { open: true }
    }
}
