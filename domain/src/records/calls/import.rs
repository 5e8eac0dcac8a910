//! Brings the calls of a telephone system's file in: as many as the file has, as often as one likes.

use std::io;

use kernel::{AccountId, Error, Result, Span};
use tokio::{sync::mpsc, task};

use super::NewCall;
use super::cdr::{self, Item, Options, Reader, Unreadable};
use super::take::Taking;
use crate::access::{CallsCreate, Granted};
use crate::accounts::numbers::Directory;
use crate::house::House;
use crate::recordings::fetch::FetchAddress;
use crate::records::intake::Outcome;

/// Calls that are committed together, at most, and for how long at most. Each commit writes nearly all pages of the index
/// by length once more, so that larger ones write less; but meanwhile nobody else writes.
const TOGETHER: usize = 100_000;
const WITHIN: Span = Span::seconds(2);
/// Calls that are handed over together, and how many such strides are read while one is written.
const STRIDE: usize = 1_000;
const STRIDES_AHEAD: usize = 8;
/// Numbers without an account that the report names.
const NAMED: usize = 20;

/// Bad lines that the report explains: a file that is no list of calls must not fill the memory.
const EXPLAINED: usize = 1_000;

/// What came of a file.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub lines: u64,
    pub created: usize,
    /// Calls that were there already.
    pub existing: usize,
    /// Calls of which neither number belongs to an account.
    pub without_account: usize,
    /// The first few of the dialed numbers that belong to nobody.
    pub unknown_numbers: Vec<String>,
    /// How many lines could not be read.
    pub bad_lines: usize,
    /// The first of them, and why.
    pub bad: Vec<(u64, String)>,
}

/// What is told while a file is read.
pub trait Progress {
    /// `bytes` of the file have been read so far.
    fn at(&mut self, bytes: u64);
}

/// Reads `input` to its end and takes in every call whose account is known by the dialed or the calling
/// number. With `dry_run` it changes nothing and reports what it would do; it cannot tell then which calls
/// are there already. The file is read ahead on a thread of its own while what was read is written.
pub async fn import(
    house: &House,
    granted: &Granted<CallsCreate>,
    input: impl io::Read + Send + 'static,
    options: Options,
    dry_run: bool,
    progress: &mut (impl Progress + Send),
) -> Result<Report> {
    let directory = Directory::load(&mut house.read().await?.0, granted.org()).await?;
    let (ahead, mut strides) = mpsc::channel(STRIDES_AHEAD);
    let reading = task::spawn_blocking(move || read(input, options, &directory, &ahead));
    if !dry_run {
        house.expect_many_rows().await?;
    }
    let (mut created, mut existing) = (0, 0);
    let mut open: Option<(Taking, usize)> = None;
    while let Some(Stride { calls, bytes }) = strides.recv().await {
        let all = calls.len();
        let new = if dry_run {
            all
        } else {
            let (mut taking, before) = match open.take() {
                Some(open) => open,
                None => (Taking::begin(house, granted).await?, 0),
            };
            let new = Outcome { results: taking.add(granted, calls, house.now()).await? }.created();
            if before + all < TOGETHER && house.now() < taking.begun() + WITHIN {
                open = Some((taking, before + all));
            } else {
                taking.end(granted).await?;
                house.give_way().await;
            }
            new
        };
        created += new;
        existing += all - new;
        progress.at(bytes);
    }
    if let Some((taking, _)) = open {
        taking.end(granted).await?;
    }
    let report = reading.await.map_err(Error::bug)??;
    Ok(Report { created, existing, ..report })
}

/// Calls that are handed over together, and how far the file was read for them.
struct Stride {
    calls: Vec<std::result::Result<NewCall, (String, String)>>,
    bytes: u64,
}

/// Reads all of the file into strides; stops early when nobody takes them any more. Reports on the lines.
fn read(
    input: impl io::Read,
    options: Options,
    directory: &Directory,
    strides: &mpsc::Sender<Stride>,
) -> Result<Report> {
    let private = options.private;
    let mut reader = Reader::open(input, options).map_err(|error| unreadable(&error))?;
    let mut report = Report::default();
    loop {
        let mut calls = Vec::with_capacity(STRIDE);
        while calls.len() < STRIDE {
            match reader.next() {
                Some(Ok(Item::Call(call))) => match owner(directory, &call) {
                    Some((account, direction)) => calls.push(Ok(new_call(call, account, direction, private))),
                    None => report.note_unknown(&call),
                },
                Some(Ok(Item::Bad { line, reason })) => report.note_bad(line, reason),
                Some(Err(error)) => return Err(unreadable(&Unreadable::File(error))),
                None => break,
            }
        }
        let last = calls.len() < STRIDE;
        let bytes = reader.progress().bytes;
        if strides.blocking_send(Stride { calls, bytes }).is_err() || last {
            report.lines = reader.progress().lines;
            return Ok(report);
        }
    }
}

impl Report {
    fn note_unknown(&mut self, call: &cdr::Call) {
        self.without_account += 1;
        if self.unknown_numbers.len() < NAMED && !self.unknown_numbers.contains(&call.to) {
            self.unknown_numbers.push(call.to.clone());
        }
    }

    fn note_bad(&mut self, line: u64, reason: String) {
        self.bad_lines += 1;
        if self.bad.len() < EXPLAINED {
            self.bad.push((line, reason));
        }
    }
}

fn unreadable(error: &Unreadable) -> Error {
    Error::invalid("file", error.to_string())
}

/// Whose call it is: by the dialed number, which makes it an inbound one; or by the calling number.
fn owner(directory: &Directory, call: &cdr::Call) -> Option<(AccountId, &'static str)> {
    let hint = match call.direction_hint {
        Some(cdr::Direction::Internal) => Some("internal"),
        Some(cdr::Direction::Inbound) => Some("inbound"),
        Some(cdr::Direction::Outbound) => Some("outbound"),
        None => None,
    };
    let dialed = directory.account(&call.to).map(|account| (account, hint.unwrap_or("inbound")));
    dialed.or_else(|| directory.account(&call.from).map(|account| (account, hint.unwrap_or("outbound"))))
}

fn new_call(call: cdr::Call, account: AccountId, direction: &'static str, private: bool) -> NewCall {
    // One that may not be asked is passed over: the call is a call without it.
    let recording = FetchAddress::parse(&call.recording, private).ok();
    NewCall {
        account,
        contact: None,
        external_id: Some(call.external_id),
        direction,
        state: match call.state {
            cdr::Outcome::Answered => "answered",
            cdr::Outcome::Missed => "missed",
            cdr::Outcome::Voicemail => "voicemail",
        },
        from: call.from,
        from_name: call.from_name,
        to: call.to,
        started_at: call.started_at,
        answered_at: call.answered_at,
        duration: call.duration_s,
        operator: call.answered_by.unwrap_or_default(),
        notes: call.notes,
        recording,
    }
}
