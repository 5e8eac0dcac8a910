//! How far a plan goes, as a program writes and reads it.

use domain::accounts::plans::{Limited, Limits};
use kernel::Invalid;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How many of each an account may have; `null`, or left out, is any number.
#[derive(Clone, Copy, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanLimits {
    /// Portal users, those who are disabled among them.
    #[schema(minimum = 1, maximum = 100_000)]
    users: Option<i64>,
    #[schema(minimum = 1, maximum = 100_000)]
    contacts: Option<i64>,
    /// Telephone numbers.
    #[schema(minimum = 1, maximum = 100_000)]
    numbers: Option<i64>,
}

impl PlanLimits {
    pub const fn of(limits: &Limits) -> Self {
        Self { users: limits.users, contacts: limits.contacts, numbers: limits.numbers }
    }

    pub fn read(self, invalid: &mut Invalid) -> Limits {
        let limits = Limits { users: self.users, contacts: self.contacts, numbers: self.numbers };
        for what in Limited::ALL {
            invalid.check(&format!("limits.{}", what.name()), Limits::check(limits.of(what)));
        }
        limits
    }
}
