//! What the organization leaves to its clients.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Clients {
    // A switch here and one at each account, in series, both of which must be on.
    /// Client admins add, disable and change the users of their own account.
    pub run_users: bool,
    /// Client admins see who of the organization came in, in whose place, and what was done.
    pub see_support: bool,
    /// Client admins write the public page of their business.
    pub business_page: bool,
    /// They switch it on and off, too; otherwise that stays with the organization.
    pub publish_business_page: bool,
    /// One person may be a user of several accounts, with one password (C-07).
    pub several_accounts: bool,
    /// What clients change of resources waits for an operator, where the account does not say otherwise (S0-10).
    pub approve_resources: bool,
}

impl Default for Clients {
    fn default() -> Self {
        Self {
            run_users: true,
            see_support: true,
            business_page: true,
            publish_business_page: false,
            several_accounts: false,
            approve_resources: false,
        }
    }
}
