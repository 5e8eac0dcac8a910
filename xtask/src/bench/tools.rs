//! The programs that the bench needs: those it measures, and those it measures with.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Result;
use crate::workspace::root;

/// Says what is missing, before anything is measured.
pub fn needed() -> Result<()> {
    let there = Command::new("wrk").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if there.is_ok() { Ok(()) } else { Err("please install: wrk (apt-get install wrk)".to_owned()) }
}

/// The program as it is released, and the small ones beside it.
pub fn build() -> Result<()> {
    let examples = ["accounts", "floor", "grants", "history", "letters", "members"];
    let examples = examples.into_iter().flat_map(|name| ["--example", name]);
    let words = ["build", "--release", "--locked", "--package", "portico", "--bin", "portico"];
    let words = words.into_iter().chain(examples);
    let status = Command::new("cargo").args(words).current_dir(root()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        _ => Err("portico could not be built, see above".to_owned()),
    }
}

/// Cargo's folder for what it builds: ours is in `debug` or `release` there.
pub fn target() -> PathBuf {
    let own = std::env::current_exe().unwrap_or_default();
    own.parent().and_then(Path::parent).map_or_else(|| root().join("target"), Path::to_path_buf)
}

pub fn size(program: &Path) -> Result<u64> {
    let meta = std::fs::metadata(program);
    meta.map(|meta| meta.len()).map_err(|error| format!("{} is not there: {error}", program.display()))
}

/// The address of the `PostgreSQL` to measure on.
#[expect(clippy::disallowed_methods, reason = "scripts/with-postgres tells where its server is")]
pub fn server() -> Option<String> {
    std::env::var("PORTICO_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

/// Runs the bench again beside a server of its own, which keeps what it acknowledges.
pub fn beside_postgres(words: &[String]) -> Result<()> {
    let own = std::env::current_exe().map_err(|error| format!("where is this program? {error}"))?;
    let status = Command::new(root().join("scripts/with-postgres"))
        .arg("--durable")
        .arg(own)
        .arg("bench")
        .args(words)
        .current_dir(root())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("the bench did not end well, see above".to_owned()),
        Err(error) => Err(format!("scripts/with-postgres did not start: {error}")),
    }
}

pub fn psql() -> PathBuf {
    let found = Command::new(root().join("scripts/postgres-bin")).output();
    let folder = found.ok().and_then(|output| String::from_utf8(output.stdout).ok()).unwrap_or_default();
    let beside = Path::new(folder.trim()).join("psql");
    if beside.exists() { beside } else { PathBuf::from("psql") }
}
