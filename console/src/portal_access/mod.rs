//! Settings > Client > Portal Access: who of the clients may sign in, all of them in one list.

pub mod add;
mod company;
pub mod edit;
mod form;
pub mod list;
pub mod many;

use web::Visitor;
use web::ui::{Choice, Shell};

const PATH: &str = "/console/settings/client/portal-access";

/// The frame of a page below the list.
fn below(visitor: &Visitor, title: &str) -> Shell {
    let step = |label: &str, href: &str| Choice::new(label, href, false);
    Shell {
        trail: vec![step("Settings", "/console/settings"), step("Portal Access", PATH)],
        ..visitor.shell(title)
    }
}
