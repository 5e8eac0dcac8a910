//! Plans: what the organization offers its clients, made and changed in the settings (S3-34 … S3-36).

pub mod create;
pub mod delete;
pub mod edit;
mod form;
pub mod list;
pub mod words;

use kernel::PlanId;
use web::Visitor;
use web::ui::{Choice, Shell};

pub const PATH: &str = "/console/settings/plans";

pub fn page_of(id: PlanId) -> String {
    format!("{PATH}/{id}")
}

/// The frame of a page below the plans.
fn below(visitor: &Visitor, title: &str) -> Shell {
    let up = [Choice::new("Settings", "/console/settings", false), Choice::new("Plans", PATH, false)];
    Shell { trail: up.into(), ..visitor.shell(title) }
}
