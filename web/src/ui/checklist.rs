//! A checklist: how far somebody has come, each step with who did it when, and what one may do about it.

use askama::Template;

use super::prints_itself;

/// A checklist, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/checklist.html")]
pub struct Checklist {
    pub steps: Vec<CheckStep>,
}

/// One step of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckStep {
    pub title: String,
    pub about: String,
    /// Whose turn it is, or who did it when.
    pub detail: String,
    pub done: bool,
    /// Label and address of the place where it is done.
    pub place: Option<(String, String)>,
    /// What a click does to it.
    pub tick: Option<CheckTick>,
}

/// A button beside a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckTick {
    pub label: String,
    pub action: String,
    pub hidden: Vec<(String, String)>,
}

impl Checklist {
    pub fn done(&self) -> usize {
        self.steps.iter().filter(|step| step.done).count()
    }

    pub const fn total(&self) -> usize {
        self.steps.len()
    }
}

prints_itself!(Checklist);
