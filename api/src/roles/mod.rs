//! Roles: what operators and portal users may do.

mod chosen;
mod clone;
mod create;
mod delete;
mod edit;
mod grants;
mod people;
mod preview;
mod read;
mod second_factor;

pub use chosen::chosen;
pub use clone::{RoleClone, clone};
pub use create::{NewRole, create};
pub use delete::delete;
pub use edit::{RoleChanges, edit};
pub use people::{RolePeople, people};
pub use preview::{RolePreview, of_change, of_replacement};
pub use read::{Role, Roles, list, show};
pub use second_factor::{release, require};
