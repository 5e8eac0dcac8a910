//! The checklist that new clients go through, made in the settings (S3-30).

pub mod create;
pub mod delete;
pub mod edit;
mod form;
pub mod list;

use kernel::StepId;
use web::Visitor;
use web::ui::{Choice, Shell};

const PATH: &str = "/console/settings/onboarding";

fn page_of(id: StepId) -> String {
    format!("{PATH}/{id}")
}

/// The frame of a page below the checklist.
fn below(visitor: &Visitor, title: &str) -> Shell {
    let up = [Choice::new("Settings", "/console/settings", false), Choice::new("Onboarding", PATH, false)];
    Shell { trail: up.into(), ..visitor.shell(title) }
}
