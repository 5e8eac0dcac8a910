//! `docs/generated` is written by the tests that compare it: those with `generated` in their name, when
//! `PORTICO_GENERATE` is set.

use std::process::Command;

/// Runs those tests as writers.
pub fn run() -> Result<(), String> {
    let status = Command::new("cargo")
        .args(["test", "--workspace", "--quiet", "generated"])
        .env("PORTICO_GENERATE", "1")
        .current_dir(crate::workspace::root())
        .status()
        .map_err(|error| format!("cargo did not start: {error}"))?;
    if status.success() { Ok(()) } else { Err("a generator failed, see above".to_owned()) }
}
