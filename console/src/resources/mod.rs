//! What operators need to know about the accounts, and what each of them has read of it.

pub mod list;
pub mod part;
pub mod proposals;
pub mod read;
pub mod routes;
pub mod show;
pub mod write;

use web::Visitor;
use web::ui::{Choice, Shell};

pub const PATH: &str = "/console/resources";

/// The frame of a page below the list of resources.
fn below(visitor: &Visitor, title: &str) -> Shell {
    Shell { trail: vec![Choice::new("Resources", PATH, false)], ..visitor.shell(title) }
}
