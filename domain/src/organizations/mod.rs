//! The provider that runs the portal: the tenant.

mod create;
mod find;
pub mod settings;

pub use create::{NewOrganization, create};
pub(crate) use find::by_number_in;
pub use find::{Organization, all, at_host, by_number};
pub use settings::Settings;
