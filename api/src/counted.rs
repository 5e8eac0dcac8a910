//! A number that is counted no further than a list is.

use domain::records::Total;
use serde::Serialize;
use utoipa::ToSchema;

/// How many; a count goes no further than a thousand.
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    count: usize,
    /// Whether there are more than that.
    more: bool,
}

impl From<Total> for Counted {
    fn from(total: Total) -> Self {
        match total {
            Total::Exactly(count) => Self { count, more: false },
            Total::MoreThan(count) => Self { count, more: true },
        }
    }
}
