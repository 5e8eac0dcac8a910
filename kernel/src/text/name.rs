//! The name of a person, a business or a thing.

use std::fmt;

use super::{TextError, fold, line};

/// One to 120 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    pub const MAX: usize = 120;

    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = line(text, Self::MAX)?;
        if text.is_empty() {
            return Err("Enter a name.".into());
        }
        Ok(Self(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn folded(&self) -> String {
        fold(&self.0)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
