//! Roles: named sets of grants, those that ship with Portico and the organization's own.

mod asks;
mod assign;
mod create;
mod delete;
mod details;
mod edit;
mod holders;
mod list;
mod presets;
mod preview;
mod refresh;
mod second_factor;

pub use asks::{Asks, ask_verification};
pub(crate) use assign::{
    chosen, drop_operator_roles, hold_administrator, names, of_member, of_operator, of_person, set_member,
    set_operator,
};
pub use assign::{may_give, may_manage};
pub use create::create;
pub use delete::delete;
pub use details::RoleDetails;
pub use edit::edit;
pub use holders::{Holder, how_many, people};
pub(crate) use list::preset_in;
pub use list::{Role, find, named, of_kind};
pub use presets::{
    ADMINISTRATOR, CLIENT_ADMIN, CLIENT_USER, CONTACT, CUSTOMER, OPERATOR, PRESETS, Preset, SECURE,
};
pub use preview::{Line, Preview, Records, preview, preview_replacement};
pub(crate) use refresh::{install, refresh};
pub use second_factor::ask_second_factor;
