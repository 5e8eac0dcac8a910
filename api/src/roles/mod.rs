//! Roles: what operators and portal users may do.

mod create;
mod delete;
mod edit;
mod grants;
mod read;

pub use create::{NewRole, create};
pub use delete::delete;
pub use edit::{RoleChanges, edit};
pub use read::{Role, Roles, list, show};
