//! What a list says when it has nothing to show, and what to do about it.

use askama::Template;

use super::{Icon, icon, prints_itself};

/// One sentence and one action, instead of a blank page.
#[derive(Clone, Debug, PartialEq, Eq, Template)]
#[template(path = "ui/empty.html")]
pub struct Empty {
    pub icon: Icon,
    pub title: String,
    pub text: String,
    /// Label and address of the one thing to do here.
    pub action: Option<(String, String)>,
}

prints_itself!(Empty);

impl Default for Empty {
    fn default() -> Self {
        Self { icon: icon("inbox"), title: "Nothing here yet".into(), text: String::new(), action: None }
    }
}
