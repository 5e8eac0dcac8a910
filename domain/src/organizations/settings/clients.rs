//! What the organization leaves to its clients.

use serde::{Deserialize, Serialize};

/// A switch here and one at each account, in series: both must be on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Clients {
    /// Client admins add, disable and change the users of their own account.
    pub run_users: bool,
    /// Client admins see who of the organization came in, in whose place, and what was done.
    pub see_support: bool,
}

impl Default for Clients {
    fn default() -> Self {
        Self { run_users: true, see_support: true }
    }
}
