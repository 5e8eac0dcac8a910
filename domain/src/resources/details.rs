//! What a resource says, checked.

use kernel::text::{fold, line, paragraph};
use kernel::{Invalid, Result};

use super::CATEGORIES;

pub const LONGEST_TITLE: usize = 200;
pub const LONGEST_TEXT: usize = 50_000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResourceDetails {
    /// One of [`CATEGORIES`].
    pub category: String,
    pub title: String,
    /// Markdown, as it was written.
    pub text: String,
}

impl ResourceDetails {
    /// The same as it is kept: trimmed and within its limits.
    pub(super) fn checked(self) -> Result<Self> {
        let mut invalid = Invalid::default();
        let title = invalid.check("title", line(&self.title, LONGEST_TITLE)).unwrap_or_default();
        if title.is_empty() && invalid.message("title").is_none() {
            invalid.push("title", "Give it a title by which operators find it.");
        }
        let text = invalid.check("text", paragraph(&self.text, LONGEST_TEXT)).unwrap_or_default();
        if text.is_empty() && invalid.message("text").is_none() {
            invalid.push("text", "Write what operators need to know.");
        }
        if !CATEGORIES.iter().any(|known| known.value == self.category) {
            invalid.push("category", "Choose one of the categories.");
        }
        invalid.into_result()?;
        Ok(Self { title, text, ..self })
    }

    pub(super) fn search(&self) -> String {
        fold(&format!("{} {}", self.title, self.text))
    }
}
