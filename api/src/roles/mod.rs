//! Roles: what operators and portal users may do.

mod create;
mod delete;
mod edit;
mod grants;
mod read;
mod second_factor;

pub use create::{NewRole, create};
pub use delete::delete;
pub use edit::{RoleChanges, edit};
pub use read::{Role, Roles, list, show};
pub use second_factor::{release, require};
