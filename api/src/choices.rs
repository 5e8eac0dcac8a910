//! Values of a few, and moments, as a program writes them.

use domain::records::Choice;
use kernel::{Invalid, Timestamp};

/// A moment that people can have telephoned at.
pub fn moment(invalid: &mut Invalid, field: &str, written: &str) -> Option<Timestamp> {
    let read = Timestamp::parse(written).filter(|at| at.micros() >= 0);
    invalid.check(field, read.ok_or("Send a time in RFC 3339, such as 2026-11-21T18:30:00Z."))
}

/// One of the values that a field may have.
pub fn one_of(
    invalid: &mut Invalid,
    field: &str,
    choices: &'static [Choice],
    written: &str,
) -> Option<&'static str> {
    let found = choices.iter().find(|choice| choice.value == written).map(|choice| choice.value);
    let values: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
    invalid.check(field, found.ok_or_else(|| format!("Send one of {}.", values.join(", "))))
}
