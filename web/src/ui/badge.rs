//! A badge: one word about a state, in a colour that repeats what the word says.

use askama::Template;

use super::prints_itself;

/// What a colour means. The word beside it always says the same, for those who do not see the colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Neutral,
    Accent,
    Good,
    Warning,
    Danger,
}

impl Tone {
    /// The style sheet's class for this tone.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Accent => "tone-accent",
            Self::Good => "tone-good",
            Self::Warning => "tone-warning",
            Self::Danger => "tone-danger",
        }
    }
}

/// A word about a state, such as "Locked".
#[derive(Clone, Debug, Default, PartialEq, Eq, Template)]
#[template(source = r#"<span class="badge {{ tone.class() }}">{{ text }}</span>"#, ext = "html")]
pub struct Badge {
    pub tone: Tone,
    pub text: String,
}

prints_itself!(Badge);

impl Badge {
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into() }
    }
}
