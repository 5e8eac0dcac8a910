//! Plans: what the organization offers, how far each goes, and which account has which (S3-34 … S3-36, C-21).

mod choose;
mod limits;
mod list;
mod make;

pub use choose::{Preview, Subscription, change, of_account, preview};
pub(super) use choose::{change_in, forget};
pub use limits::{Limited, Limits, MOST_LIMIT, Used};
pub(crate) use limits::{hold, must_have_room};
pub(super) use list::must_exist;
pub use list::{Plan, find, list};
pub use make::{FEATURES, LONGEST_FEATURE, LONGEST_PRICE, PlanDetails, create, delete, edit, features};
