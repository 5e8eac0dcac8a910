//! The short message after something was done, with a way to take it back.

use askama::Template;

use super::{Icon, Tone, icon, prints_itself};

/// A message shown once, for eight seconds with JavaScript and until the next page without.
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(path = "ui/flash.html")]
pub struct Flash {
    pub tone: Tone,
    pub text: String,
    pub undo: Option<Undo>,
}

/// A form of one button that takes the change back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undo {
    pub label: String,
    pub action: String,
}

prints_itself!(Flash);

impl Flash {
    pub fn saved(text: impl Into<String>) -> Self {
        Self { tone: Tone::Good, text: text.into(), undo: None }
    }

    /// A failure stays until it is closed: nobody should miss it by looking away.
    pub const fn stays(&self) -> bool {
        matches!(self.tone, Tone::Danger)
    }

    const fn icon(&self) -> Icon {
        match self.tone {
            Tone::Good => icon("circle-check"),
            Tone::Warning | Tone::Danger => icon("alert-triangle"),
            Tone::Neutral | Tone::Accent => icon("info-circle"),
        }
    }
}
