//! Ten thousand pages that are open at once: what they cost, and how soon they hear that something happened.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Instant;

use serde_json::json;

use super::board::Program;
use super::options::Engine;
use super::server::Server;
use super::stage::Stage;
use super::{Programs, Result, watch};

const OPEN: usize = 10_000;
/// How often something happens while they are open.
const EVENTS: usize = 5;
/// Milliseconds until all that was opened is still.
const SETTLED: u64 = 5000;
/// Milliseconds after which nobody is told any more.
const PATIENCE: f64 = 30_000.0;

pub struct Live {
    pub engine: Engine,
    pub open: usize,
    /// KiB more than without them.
    pub grew_kib: u64,
    /// Milliseconds from an operator's asking until 99 of 100 pages had heard of it, all of which were to hear.
    pub to_all: f64,
    /// … until the one page had heard of it that was to, among all those that were not.
    pub to_one: f64,
}

/// Each page takes two files, one here and one there: the machine must allow twice as many.
pub fn measure(programs: &Programs, stage: &Stage) -> Result<Live> {
    let (grew_kib, to_all) = all_hear(programs, stage)?;
    let to_one = one_hears(programs, stage)?;
    Ok(Live { engine: stage.engine, open: OPEN, grew_kib, to_all, to_one })
}

/// All pages are an operator's.
fn all_hear(programs: &Programs, stage: &Stage) -> Result<(u64, f64)> {
    let server = stage.serve(programs)?;
    let tickets = stage.sign_in(&server)?;
    let program = Program { port: server.port, key: &tickets.key };
    let account = program.account(0)?;
    let before = server.memory()?;
    let mut pages = open(&server, "/console/live", &tickets.operator, OPEN)?;
    let grew_kib = server.memory()?.saturating_sub(before);
    let mut waits = Vec::new();
    for event in 0..EVENTS {
        let start = watch::now();
        happen(&program, &account, event)?;
        waits.extend(heard_by(start, &mut pages)?);
    }
    Ok((grew_kib, watch::p99(waits)))
}

/// All pages but one are those of a client to whom nothing happens.
fn one_hears(programs: &Programs, stage: &Stage) -> Result<f64> {
    let server = stage.serve(programs)?;
    let tickets = stage.sign_in(&server)?;
    let program = Program { port: server.port, key: &tickets.key };
    let (account, neighbour) = (program.account(1)?, stage.sign_in_client(&server, 1)?);
    let others = open(&server, "/live", &tickets.portal, OPEN - 1)?;
    let mut one = open(&server, "/live", &neighbour, 1)?;
    let mut waits = Vec::new();
    for event in 0..EVENTS {
        let start = watch::now();
        happen(&program, &account, event)?;
        waits.extend(heard_by(start, &mut one)?);
    }
    drop(others);
    Ok(watch::p99(waits))
}

/// Pages that are open and have been told nothing yet.
pub fn open(server: &Server, path: &str, cookie: &str, count: usize) -> Result<Vec<TcpStream>> {
    let fails = |error: std::io::Error| format!("{path} could not be opened: {error}");
    let mut pages = Vec::with_capacity(count);
    for _ in 0..count {
        pages.push(listen(server.port, path, cookie).map_err(fails)?);
    }
    watch::pause(SETTLED);
    for page in &mut pages {
        page.set_nonblocking(true).map_err(fails)?;
    }
    still(&mut pages)?;
    Ok(pages)
}

/// What these pages have been told until now is behind them.
pub fn still(pages: &mut [TcpStream]) -> Result<()> {
    for page in pages {
        heard(page).map_err(|error| ended(&error))?;
    }
    Ok(())
}

fn ended(error: &std::io::Error) -> String {
    format!("a page that was open ended: {error}")
}

#[expect(clippy::disallowed_methods, reason = "the bench visits the server it has started")]
fn listen(port: u16, path: &str, cookie: &str) -> std::io::Result<TcpStream> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_nodelay(true)?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\n{cookie}\r\n\r\n")?;
    let mut head = [0; 15];
    stream.read_exact(&mut head)?;
    if &head == b"HTTP/1.1 200 OK" {
        return Ok(stream);
    }
    Err(std::io::Error::other(String::from_utf8_lossy(&head)))
}

/// Whether the page has been told something since it was asked last. What keeps the connection open is nothing.
fn heard(page: &mut TcpStream) -> std::io::Result<bool> {
    let mut told = false;
    let mut said = [0; 4096];
    loop {
        match page.read(&mut said) {
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(count) => {
                told |= said.get(..count).unwrap_or_default().windows(6).any(|word| word == b"event:");
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(told),
            Err(error) => return Err(error),
        }
    }
}

/// Gives an account another status, and answers its words.
pub fn happen(program: &Program<'_>, account: &str, event: usize) -> Result<String> {
    let text = format!("Away, the {event}th time");
    program.send("PUT", &format!("/api/v1/accounts/{account}/status"), &json!({ "text": text }))?;
    Ok(text)
}

/// Milliseconds from `start` until each of these pages has heard of it.
pub fn heard_by(start: Instant, pages: &mut [TcpStream]) -> Result<Vec<f64>> {
    let mut waits = Vec::with_capacity(pages.len());
    let mut waiting: Vec<usize> = (0..pages.len()).collect();
    while !waiting.is_empty() {
        let mut still = Vec::new();
        for index in waiting {
            let page = pages.get_mut(index).ok_or("a page is gone")?;
            if heard(page).map_err(|error| ended(&error))? {
                waits.push(watch::since(start));
            } else {
                still.push(index);
            }
        }
        waiting = still;
        if watch::since(start) > PATIENCE {
            return Err(format!("{} pages were not told that something happened", waiting.len()));
        }
        watch::pause(1);
    }
    Ok(waits)
}
