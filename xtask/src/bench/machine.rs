//! The machine that was measured on.

use std::path::Path;
use std::process::Command;

use super::{Result, read};

pub struct Machine {
    pub cores: usize,
    pub memory_gib: u64,
    pub processor: String,
    pub system: String,
    pub kernel: String,
}

pub fn look() -> Result<Machine> {
    let processors = read(Path::new("/proc/cpuinfo"))?;
    let memory = read(Path::new("/proc/meminfo"))?;
    let system = read(Path::new("/etc/os-release"))?;
    let kib = value(&memory, "MemTotal").split(' ').next().and_then(|word| word.parse::<u64>().ok());
    let kernel = Command::new("uname").arg("-r").output().map_err(|error| format!("uname: {error}"))?;
    Ok(Machine {
        cores: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        memory_gib: kib.unwrap_or(0) / 1024 / 1024,
        processor: value(&processors, "model name").to_owned(),
        system: value(&system, "PRETTY_NAME").trim_matches('"').to_owned(),
        kernel: String::from_utf8_lossy(&kernel.stdout).trim().to_owned(),
    })
}

/// What stands behind `name` and a colon or an equals sign.
fn value<'a>(text: &'a str, name: &str) -> &'a str {
    let rest = text.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix([':', '=']));
    rest.unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found() {
        assert_eq!(value("a: 1\nmodel name\t: Some CPU\n", "model name"), "Some CPU");
        assert_eq!(value("PRETTY_NAME=\"Debian\"", "PRETTY_NAME"), "\"Debian\"");
        assert_eq!(value("", "x"), "");
    }
}
