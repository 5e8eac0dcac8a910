//! The small parts of forms: texts, ids, and fields that a change may leave as they are.

use std::str::FromStr;

use kernel::Invalid;
use kernel::text::{self, TextError};
use serde::{Deserialize, Deserializer};

/// A field of a change: left out it stays, `null` empties it, a text replaces it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch {
    #[default]
    Keep,
    Empty,
    Write(String),
}

impl<'de> Deserialize<'de> for Patch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Empty, Self::Write))
    }
}

impl Patch {
    /// The text after the change.
    pub fn on(self, current: String) -> String {
        match self {
            Self::Keep => current,
            Self::Empty => String::new(),
            Self::Write(text) => text,
        }
    }
}

/// One line of at most `max` characters; noted and empty if it is none.
pub fn line(invalid: &mut Invalid, field: &str, written: &str, max: usize) -> String {
    invalid.check(field, text::line(written, max)).unwrap_or_default()
}

/// Several lines of at most `max` characters; noted and empty if they are none.
pub fn paragraph(invalid: &mut Invalid, field: &str, written: &str, max: usize) -> String {
    invalid.check(field, text::paragraph(written, max)).unwrap_or_default()
}

/// Nothing for an empty text; what `read` makes of any other.
pub fn optional<T>(
    invalid: &mut Invalid,
    field: &str,
    written: &str,
    read: impl FnOnce(&str) -> Result<T, TextError>,
) -> Option<T> {
    if written.trim().is_empty() { None } else { invalid.check(field, read(written)) }
}

/// An id; nothing for an empty text.
pub fn id<T: FromStr<Err = kernel::IdError>>(invalid: &mut Invalid, field: &str, written: &str) -> Option<T> {
    if written.is_empty() { None } else { invalid.check(field, written.parse()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn left_out_stays_and_null_empties() {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Form {
            title: Patch,
        }
        let after = |json: &str| serde_json::from_str::<Form>(json).unwrap().title.on("Owner".to_owned());
        assert_eq!(after("{}"), "Owner");
        assert_eq!(after(r#"{"title":null}"#), "");
        assert_eq!(after(r#"{"title":"Nurse"}"#), "Nurse");
    }
}
