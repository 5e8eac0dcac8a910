//! What a task says, checked.

use kernel::text::{fold, line, paragraph};
use kernel::{Invalid, Result, Timestamp};

use super::{Assignee, REPEATS};

pub const LONGEST_TITLE: usize = 200;
pub const LONGEST_TEXT: usize = 10_000;
pub const LONGEST_STEP: usize = 200;
pub const MOST_STEPS: usize = 50;

#[derive(Clone, Debug, Default)]
pub struct TaskDetails {
    pub title: String,
    pub text: String,
    pub due: Option<Timestamp>,
    pub assignee: Assignee,
    /// One of [`REPEATS`].
    pub repeats: String,
    /// One step after the other; empty ones are left out.
    pub checklist: Vec<String>,
}

impl TaskDetails {
    /// The same as it is kept: trimmed and within its limits.
    pub(super) fn checked(self) -> Result<Self> {
        let mut invalid = Invalid::default();
        let title = invalid.check("title", line(&self.title, LONGEST_TITLE)).unwrap_or_default();
        if title.is_empty() && invalid.message("title").is_none() {
            invalid.push("title", "Write what is to be done.");
        }
        let text = invalid.check("text", paragraph(&self.text, LONGEST_TEXT)).unwrap_or_default();
        if !REPEATS.iter().any(|known| known.value == self.repeats) {
            invalid.push("repeats", "Choose one of the ways to repeat.");
        } else if self.repeats != "never" && self.due.is_none() {
            invalid.push("due_at", "Say when it is due: the next one follows from that.");
        }
        let checklist = steps(&self.checklist, &mut invalid);
        invalid.into_result()?;
        Ok(Self { title, text, checklist, ..self })
    }

    pub(super) fn search(&self) -> String {
        fold(&format!("{} {}", self.title, self.text))
    }
}

fn steps(written: &[String], invalid: &mut Invalid) -> Vec<String> {
    let mut steps = Vec::new();
    for step in written.iter().filter(|step| !step.trim().is_empty()) {
        let Some(step) = invalid.check("checklist", line(step, LONGEST_STEP)) else { break };
        steps.push(step);
    }
    if steps.len() > MOST_STEPS {
        invalid.push("checklist", format!("Use at most {MOST_STEPS} steps; this has {}.", steps.len()));
    }
    steps
}
