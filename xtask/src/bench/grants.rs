//! How long it takes to work out what somebody may do, once for every request.

use std::path::Path;
use std::process::Command;

use super::Result;

/// Microseconds, as the program that measures it says.
pub fn measure(program: &Path) -> Result<f64> {
    let output = Command::new(program).output().map_err(|error| format!("grants did not start: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().map_err(|_| format!("grants said “{}”", text.trim()))
}
