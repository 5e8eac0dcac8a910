//! Plans: what the organization offers, and which account has which.

mod account;
mod create;
mod delete;
mod edit;
mod limits;
mod read;

pub use account::{AccountPlan, PlanChoice, choose, chosen, of_account};
pub use create::{NewPlan, create};
pub use delete::delete;
pub use edit::{PlanChanges, edit};
pub use read::{Plan, Plans, list, show};
