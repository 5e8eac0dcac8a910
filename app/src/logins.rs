//! Who can log in to the demo: kept beside its data, because passwords cannot be read from the database.

use std::fmt::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use kernel::{Error, Result};
use serde::{Deserialize, Serialize};

/// One line of `portico demo --json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    pub email: String,
    pub password: String,
    /// `operator` or `portal_user`
    pub kind: String,
    pub account: String,
    pub role: String,
    pub name: String,
    pub url: String,
}

impl Login {
    pub fn of(login: domain::demo::Login, base_url: &str) -> Self {
        Self {
            email: login.email,
            password: login.password,
            kind: login.kind.to_owned(),
            account: login.account,
            role: login.role,
            name: login.name,
            url: format!("{base_url}/login"),
        }
    }
}

fn path(data: &Path) -> PathBuf {
    data.join("demo-logins.jsonl")
}

pub fn write(data: &Path, logins: &[Login]) -> Result<()> {
    let mut text = String::new();
    for login in logins {
        text.push_str(&serde_json::to_string(login).map_err(Error::bug)?);
        text.push('\n');
    }
    let file =
        std::fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path(data));
    file.and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()))
        .map_err(|error| Error::Unavailable(format!("the list of logins cannot be written: {error}")))
}

pub fn read(data: &Path) -> Option<Vec<Login>> {
    let text = std::fs::read_to_string(path(data)).ok()?;
    text.lines().map(|line| serde_json::from_str(line).ok()).collect()
}

/// For people: one login a line.
pub fn table(logins: &[Login]) -> String {
    let mut out = String::new();
    let width = logins.iter().map(|login| login.email.len()).max().unwrap_or(0);
    for login in logins {
        let place = if login.account.is_empty() { "operator" } else { &login.account };
        let _ = writeln!(out, "  {:width$}  {}  {} ({place})", login.email, login.password, login.role);
    }
    out
}
