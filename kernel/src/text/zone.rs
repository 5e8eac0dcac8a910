//! The time zone in which somebody reads the clock.

use std::fmt;

use jiff::tz::TimeZone;

use super::TextError;

/// A zone of the IANA database: `America/Chicago`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeZoneName(String);

impl TimeZoneName {
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = text.trim();
        match jiff::tz::db().get(text) {
            Ok(zone) => Ok(Self(zone.iana_name().unwrap_or(text).to_owned())),
            Err(_) => Err("Choose a time zone such as America/Chicago.".into()),
        }
    }

    pub fn utc() -> Self {
        Self("UTC".to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The rules of this zone; UTC if the machine's database has lost it.
    pub fn rules(&self) -> TimeZone {
        jiff::tz::db().get(&self.0).unwrap_or(TimeZone::UTC)
    }
}

impl fmt::Display for TimeZoneName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
