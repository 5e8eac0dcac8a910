//! A hundred thousand letters that wait, first for a mail server that is dead, then while they leave (R4).

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::load::{self, Load, Visitor};
use super::sink::Sink;
use super::stage::{Stage, line};
use super::{Programs, Result, watch};

const LETTERS: u64 = 100_000;
/// As many readers as the other pages are measured with.
const READERS: usize = 16;
const PAGE: &str = "/calls";
/// Milliseconds until what a start costs is over.
const SETTLED: u64 = 3000;

pub struct Letters {
    pub queued: u64,
    /// A page while nothing waits; while all wait for a server that says nothing; while they leave.
    pub calm: Load,
    pub dead: Load,
    pub leaving: Load,
    /// KiB more than without letters, at most.
    pub grew_kib: u64,
    /// Letters a second that a server took which takes everything at once, while sixteen readers read on.
    pub rate: f64,
}

pub fn measure(programs: &Programs, stage: &Stage, seconds: u64) -> Result<Letters> {
    let mute = Sink::open(Arc::new(AtomicBool::new(false)))?;
    let (calm, before) = beside(programs, stage, &mute, seconds)?;
    line(Command::new(&programs.letters).args([stage.place.database(), LETTERS.to_string()]))?;
    let (dead, waiting) = beside(programs, stage, &mute, seconds)?;
    let sink = Sink::open(Arc::new(AtomicBool::new(true)))?;
    let start = watch::now();
    let (leaving, during) = beside(programs, stage, &sink, seconds)?;
    let rate = watch::float(sink.taken()) / (watch::since(start) / 1000.0);
    let grew_kib = waiting.max(during).saturating_sub(before);
    Ok(Letters { queued: LETTERS, calm, dead, leaving, grew_kib, rate })
}

/// What a page takes beside such a mail server, and the KiB of memory that the program had at most.
fn beside(programs: &Programs, stage: &Stage, mail: &Sink, seconds: u64) -> Result<(Load, u64)> {
    let server = stage.serve_with_mail(programs, mail.port)?;
    let tickets = stage.sign_in(&server)?;
    watch::pause(SETTLED);
    let visitor = Visitor { port: server.port, path: PAGE.to_owned(), header: tickets.portal };
    let load = load::measure(&visitor, READERS, seconds.max(3))?;
    Ok((load, server.peak()?))
}
