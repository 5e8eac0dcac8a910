//! What the organization notes about a client for itself is not for the client's own people.

use kernel::{Error, Result};

use crate::access::AnyGranted;

/// For portal users there is no such thing, whatever they may see of their account otherwise.
pub fn for_the_team(granted: &AnyGranted) -> Result<()> {
    if granted.actor().is_of_the_team() { Ok(()) } else { Err(Error::NotFound) }
}
