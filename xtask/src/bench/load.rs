//! The load generator: wrk, and what it says.

use std::process::Command;

use super::{Result, watch};

/// Somebody who comes again and again.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub port: u16,
    pub path: String,
    /// `Name: value`; empty for a stranger.
    pub header: String,
}

/// What came of it; times in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Load {
    pub per_second: f64,
    pub p50: f64,
    pub p99: f64,
}

pub fn measure(visitor: &Visitor, connections: usize, seconds: u64) -> Result<Load> {
    let url = format!("http://127.0.0.1:{}{}", visitor.port, visitor.path);
    let mut command = Command::new("wrk");
    command.args(["-t1", "--latency", &format!("-c{connections}"), &format!("-d{seconds}s")]);
    if !visitor.header.is_empty() {
        command.args(["-H", &visitor.header]);
    }
    let output = command.arg(&url).output().map_err(|error| format!("wrk did not start: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    if text.contains("Non-2xx") || text.contains("Socket errors") {
        return Err(format!("{} did not answer as it should under load:\n{text}", visitor.path));
    }
    read(&text).ok_or_else(|| format!("wrk said something unexpected:\n{text}"))
}

/// The middle of several measurements, number by number.
pub fn median(loads: &[Load]) -> Load {
    let of = |read: fn(&Load) -> f64| watch::median(loads.iter().map(read).collect());
    Load { per_second: of(|load| load.per_second), p50: of(|load| load.p50), p99: of(|load| load.p99) }
}

fn read(text: &str) -> Option<Load> {
    let word = |name: &str| {
        text.lines()
            .find_map(|line| line.trim().strip_prefix(name))
            .map(str::trim)
            .filter(|rest| !rest.is_empty())
    };
    Some(Load {
        per_second: word("Requests/sec:")?.parse().ok()?,
        p50: millis(word("50%")?)?,
        p99: millis(word("99%")?)?,
    })
}

/// `812.00us`, `1.04ms`, `2.00s`
fn millis(text: &str) -> Option<f64> {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number: f64 = text.strip_suffix(unit)?.parse().ok()?;
    match unit {
        "us" => Some(number / 1000.0),
        "ms" => Some(number),
        "s" => Some(number * 1000.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "Running 5s test @ http://127.0.0.1:1/calls
  1 threads and 16 connections
  Latency Distribution
     50%  812.00us
     75%    0.95ms
     90%    1.20ms
     99%    2.41ms
  81234 requests in 5.00s, 1.93GB read
Requests/sec:  16243.50
Transfer/sec:    395.22MB
";

    #[test]
    fn wrk_is_understood() {
        assert_eq!(read(SAID), Some(Load { per_second: 16243.5, p50: 0.812, p99: 2.41 }));
        assert_eq!(read("Requests/sec: many"), None);
        assert_eq!(millis("1.50s"), Some(1500.0));
    }
}
