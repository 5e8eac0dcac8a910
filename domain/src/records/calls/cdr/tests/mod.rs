//! How call records are read, in pretend telephone systems.

mod calls;
mod files;
mod lists;
mod samples;
mod times;

use jiff::tz::TimeZone;

use super::{Call, Item, Options, Reader};

/// One line of `Master.csv`, built like a sentence. All of the day is 2026-03-03 in Chicago (UTC-6).
#[derive(Clone)]
pub struct Line {
    src: &'static str,
    dst: &'static str,
    clid: &'static str,
    context: &'static str,
    channel: &'static str,
    dst_channel: &'static str,
    app: &'static str,
    times: [&'static str; 3],
    disposition: &'static str,
    ids: (&'static str, &'static str, i64),
}

/// A line of the call `linked`, from the carrier to the number that everybody dials.
pub fn line(linked: &'static str, sequence: i64) -> Line {
    Line {
        src: "+15125550143",
        dst: "5125550100",
        clid: "\"Maria Gomez\" <+15125550143>",
        context: "main",
        channel: "PJSIP/carrier-00000001",
        dst_channel: "",
        app: "Dial",
        times: ["10:00:00", "", "10:00:20"],
        disposition: "NO ANSWER",
        ids: (linked, linked, sequence),
    }
}

impl Line {
    pub fn rang(self, channel: &'static str) -> Self {
        Self { dst_channel: channel, ..self }
    }

    pub fn app(self, app: &'static str) -> Self {
        Self { app, ..self }
    }

    pub fn at(self, start: &'static str, answer: &'static str, end: &'static str) -> Self {
        Self { times: [start, answer, end], ..self }
    }

    pub fn said(self, disposition: &'static str) -> Self {
        Self { disposition, ..self }
    }

    pub fn answered(self, start: &'static str, answer: &'static str, end: &'static str) -> Self {
        self.at(start, answer, end).said("ANSWERED")
    }

    pub fn on(self, channel: &'static str) -> Self {
        Self { channel, ..self }
    }

    pub fn called(self, src: &'static str, dst: &'static str) -> Self {
        Self { src, dst, clid: "", ..self }
    }

    pub fn context(self, context: &'static str) -> Self {
        Self { context, ..self }
    }

    pub fn unique(self, unique: &'static str) -> Self {
        Self { ids: (unique, self.ids.1, self.ids.2), ..self }
    }

    /// As the exchange writes it, with the first `columns` of its columns.
    pub fn text(&self, columns: usize) -> String {
        let q = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let day = |time: &str| if time.is_empty() { String::new() } else { q(&format!("2026-03-03 {time}")) };
        let second = |time: &str| -> i64 {
            time.split(':').fold(0, |sum, part| sum * 60 + part.parse::<i64>().unwrap_or(0))
        };
        let [start, answer, end] = self.times;
        let talk = if answer.is_empty() { 0 } else { second(end) - second(answer) };
        let (unique, linked, sequence) = self.ids;
        let mut all: Vec<String> = [
            "",
            self.src,
            self.dst,
            self.context,
            self.clid,
            self.channel,
            self.dst_channel,
            self.app,
            "data",
        ]
        .map(q)
        .to_vec();
        all.extend([day(start), day(answer), day(end), (second(end) - second(start)).to_string()]);
        all.extend([talk.to_string(), q(self.disposition), q("DOCUMENTATION"), q(unique), q("")]);
        all.extend([q(""), q(linked), sequence.to_string()]);
        all.truncate(columns);
        all.join(",")
    }
}

pub fn chicago() -> Options {
    Options::new(TimeZone::get("America/Chicago").unwrap())
}

pub fn items(bytes: &[u8]) -> Vec<Item> {
    Reader::open(bytes, chicago()).unwrap().map(Result::unwrap).collect()
}

/// The calls of a file, and its bad lines with the reasons.
pub fn read(bytes: impl AsRef<[u8]>) -> (Vec<Call>, Vec<(u64, String)>) {
    let (mut calls, mut bad) = (Vec::new(), Vec::new());
    for item in items(bytes.as_ref()) {
        match item {
            Item::Call(call) => calls.push(call),
            Item::Bad { line, reason } => bad.push((line, reason)),
        }
    }
    (calls, bad)
}

/// The calls of lines that must all be good.
pub fn calls(lines: &[Line]) -> Vec<Call> {
    let text: String = lines.iter().map(|line| line.text(21) + "\n").collect();
    let (calls, bad) = read(text);
    assert_eq!(bad, []);
    calls
}

pub fn one(lines: &[Line]) -> Call {
    let mut calls = calls(lines);
    assert_eq!(calls.len(), 1, "{calls:?}");
    calls.remove(0)
}
