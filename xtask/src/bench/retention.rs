//! A million lines of the history that were kept for long enough are removed, while others read and write on.

use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

use super::http::{self, Ask};
use super::load::{self, Load, Visitor};
use super::options::Engine;
use super::server::Server;
use super::stage::{Stage, line};
use super::{Programs, Result, watch};

/// As many readers as the other pages are measured with.
const READERS: usize = 16;
const PAGE: &str = "/calls";
/// Milliseconds after which nothing is going to be removed any more: it begins a minute after the start.
const PATIENCE: f64 = 180_000.0;
/// Milliseconds between two writes.
const PAUSE: u64 = 20;

pub struct Retention {
    pub engine: Engine,
    pub lines: u64,
    /// Lines a second.
    pub rate: f64,
    /// A list before it begins, and the slowest while it lasts.
    pub calm: Load,
    pub meanwhile: Load,
    /// How long somebody waited who wrote meanwhile: 99 of 100 times no longer than this, and at most; in milliseconds.
    pub write: f64,
    pub slowest_write: f64,
    pub writes: usize,
}

pub fn measure(programs: &Programs, stage: &Stage, lines: u64, seconds: u64) -> Result<Retention> {
    line(Command::new(&programs.history).args([stage.place.database(), lines.to_string()]))?;
    stage.place.settle()?;
    let server = stage.serve(programs)?;
    let tickets = stage.sign_in(&server)?;
    let account = account(&server, &tickets.key)?;
    let visitor = Visitor { port: server.port, path: PAGE.to_owned(), header: tickets.portal };
    let calm = load::measure(&visitor, READERS, seconds)?;
    let before = begun(programs, stage, lines)?;
    let start = watch::now();
    let over = AtomicBool::new(false);
    let (removed, waits) = std::thread::scope(|scope| {
        let writer = scope.spawn(|| write_on(server.port, &account, &tickets.key, &over));
        let removed = read_on(programs, stage, &visitor, seconds);
        over.store(true, Ordering::Relaxed);
        (removed, writer.join().unwrap_or_default())
    });
    let (meanwhile, after) = removed?;
    let rate = watch::float(before.saturating_sub(after)) / (watch::since(start) / 1000.0);
    let (writes, slowest_write) = (waits.len(), waits.iter().copied().fold(0.0, f64::max));
    let write = watch::p99(waits);
    Ok(Retention { engine: stage.engine, lines, rate, calm, meanwhile, write, slowest_write, writes })
}

/// How many are left.
fn left(programs: &Programs, stage: &Stage) -> Result<u64> {
    let said = line(Command::new(&programs.history).args([&stage.place.database(), "0"]))?;
    said.parse().map_err(|_| format!("“{said}” is no number of lines"))
}

/// Waits until the first are gone; answers how many are left then.
fn begun(programs: &Programs, stage: &Stage, lines: u64) -> Result<u64> {
    let start = watch::now();
    loop {
        let left = left(programs, stage)?;
        if left < lines {
            return Ok(left);
        }
        if watch::since(start) > PATIENCE {
            return Err("nothing was removed from the history".to_owned());
        }
        watch::pause(200);
    }
}

/// Reads until they are all gone, at least once; the slowest of what was measured, and how many are left.
fn read_on(programs: &Programs, stage: &Stage, visitor: &Visitor, seconds: u64) -> Result<(Load, u64)> {
    let mut slowest = Load::default();
    let mut before = u64::MAX;
    loop {
        let load = load::measure(visitor, READERS, seconds)?;
        if load.p99 > slowest.p99 {
            slowest = load;
        }
        let left = left(programs, stage)?;
        if left == 0 {
            return Ok((slowest, left));
        }
        if left == before {
            return Err(format!("{left} lines of the history are not removed"));
        }
        before = left;
    }
}

/// The account whose tags change.
fn account(server: &Server, key: &str) -> Result<String> {
    let reply = http::get(server.port, "/api/v1/accounts?limit=10", key)?;
    let list: Value = serde_json::from_str(&reply.body).unwrap_or_default();
    let id = list.pointer("/data/0/id").and_then(Value::as_str).map(str::to_owned);
    id.ok_or_else(|| format!("there is no account ({}): {}", reply.status, reply.body))
}

/// Milliseconds for each change of its tags, until it is over. One that fails counts as a minute.
fn write_on(port: u16, account: &str, key: &str, over: &AtomicBool) -> Vec<f64> {
    let path = format!("/api/v1/accounts/{account}/tags");
    let mut waits = Vec::new();
    while !over.load(Ordering::Relaxed) {
        let body = format!("{{\"tags\":[\"turn {}\"]}}", waits.len());
        let ask = Ask { port, path: &path, header: key, body: Some(("application/json", &body)) };
        let start = watch::now();
        let done = ask.send_as("PUT").is_ok_and(|reply| reply.status == 200);
        waits.push(if done { watch::since(start) } else { 60_000.0 });
        watch::pause(PAUSE);
    }
    waits
}
