//! A secret that Portico made, shown this once, with everything that has to be passed on along with it.

use crate::ui::Shell;
use askama::Template;

#[derive(Template)]
#[template(path = "once.html")]
pub struct OncePage {
    pub shell: Shell,
    /// What has come to be, and what to do now.
    pub lead: String,
    pub facts: Vec<Fact>,
    /// A text to be sent on as it is, and what it is called.
    pub letter: Option<(String, String)>,
    /// Label and address of the way on.
    pub next: (&'static str, String),
}

/// Something to copy.
pub struct Fact {
    pub label: &'static str,
    pub value: String,
    /// The one that is never shown again.
    pub secret: bool,
}

impl Fact {
    pub fn new(label: &'static str, value: impl Into<String>) -> Self {
        Self { label, value: value.into(), secret: false }
    }

    pub fn secret(label: &'static str, value: impl Into<String>) -> Self {
        Self { secret: true, ..Self::new(label, value) }
    }
}
