//! The provider that runs the portal: the tenant.

mod create;
mod find;

pub use create::{NewOrganization, create};
pub use find::{Organization, all, at_host, by_number};
