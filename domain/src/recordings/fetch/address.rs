//! The address of a recording at whoever recorded it.

use std::fmt;

use crate::outside;

/// Addresses that open a file for a time are long.
const LONGEST: usize = 2000;

/// One that was checked, as far as that can be done without asking. Whoever has it may have the recording: it is never
/// printed.
#[derive(Clone, PartialEq, Eq)]
pub struct FetchAddress(String);

impl FetchAddress {
    /// `private` is whether the server’s administrator allows the own network.
    pub fn parse(written: &str, private: bool) -> Result<Self, String> {
        let written = written.trim();
        if written.contains(char::is_control) {
            return Err("Write it in one line.".to_owned());
        }
        outside::address(written, LONGEST, private).map(|()| Self(written.to_owned()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn host(&self) -> String {
        outside::host(&self.0)
    }
}

impl fmt::Debug for FetchAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.host())
    }
}
