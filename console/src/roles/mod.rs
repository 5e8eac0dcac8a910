//! Roles: what people may do, made by the organization itself.

pub mod create;
pub mod delete;
pub mod edit;
mod form;
pub mod list;
mod preview;
pub mod reaches;
pub mod second_factor;
pub mod show;
pub mod verification;

use domain::access::Kind;
use kernel::RoleId;
use web::Visitor;
use web::ui::{Choice, Shell};

const PATH: &str = "/console/roles";

pub fn page_of(id: RoleId) -> String {
    format!("{PATH}/{id}")
}

/// The frame of a page below the roles; below one of them, if it is named.
fn below(visitor: &Visitor, title: &str, role: Option<(&str, RoleId)>) -> Shell {
    let up = [Choice::new("Settings", "/console/settings", false), Choice::new("Roles", PATH, false)];
    let role = role.map(|(name, id)| Choice::new(name, page_of(id), false));
    Shell { trail: up.into_iter().chain(role).collect(), ..visitor.shell(title) }
}

/// For whom a role is, in the plural.
const fn whose(kind: Kind) -> &'static str {
    match kind {
        Kind::Operator | Kind::System => "operators",
        Kind::PortalUser => "portal users",
    }
}
