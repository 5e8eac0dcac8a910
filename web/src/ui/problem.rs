//! The page for what went wrong: what it was, what to do now, and the number to quote when asking for help.

use askama::Template;

use super::{Icon, Shell, icon};

/// A problem in the visitor's words.
#[derive(Clone, Debug, Template)]
#[template(path = "problem.html")]
pub struct ProblemPage {
    /// `shell.title` says what happened: "Page not found".
    pub shell: Shell,
    pub icon: Icon,
    pub text: String,
    /// What to do about it, if anything.
    pub advice: String,
    /// Label and address of the way on.
    pub action: Option<(String, String)>,
    pub request_id: Option<String>,
}

impl Default for ProblemPage {
    fn default() -> Self {
        Self {
            shell: Shell::default(),
            icon: icon("alert-triangle"),
            text: String::new(),
            advice: String::new(),
            action: None,
            request_id: None,
        }
    }
}
