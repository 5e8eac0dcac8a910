//! The columns of each record, with a broken quotation mark costing one line and not the rest of the file.

use std::io::{self, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};

use super::lines::{LONGEST, Line, Lines};

/// A quoted text may run over line breaks, but no further than this: more is a broken quotation mark.
const LONGEST_JOIN: usize = 16;
const MOST_COLUMNS: usize = 256;

/// The records of a file, one at a time.
pub struct Records<R> {
    lines: Lines<R>,
    first: Line,
    /// The lines after `first` that a quoted text ran over.
    joined: Vec<Line>,
    split: Split,
}

/// The columns of the lines that were fed so far.
struct Split {
    core: Reader,
    text: Vec<u8>,
    ends: Vec<usize>,
    written: usize,
    columns: usize,
}

pub enum Next {
    Record,
    Fault { line: u64, reason: String },
    End,
}

/// The columns of one record. A column that is not there is empty.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    text: &'a str,
    ends: &'a [usize],
    /// Whether a quoted text ran over a line break.
    pub joined: bool,
}

impl<'a> Fields<'a> {
    pub fn count(&self) -> usize {
        self.ends.len()
    }

    pub fn get(&self, column: usize) -> &'a str {
        let start = match column.checked_sub(1) {
            None => 0,
            Some(before) => self.ends.get(before).copied().unwrap_or(usize::MAX),
        };
        let end = self.ends.get(column).copied().unwrap_or(0);
        self.text.get(start..end).unwrap_or("")
    }

    pub fn iter(self) -> impl Iterator<Item = &'a str> {
        (0..self.count()).map(move |column| self.get(column))
    }
}

enum Fed {
    Complete,
    Open,
    TooMany,
}

impl<R: Read> Records<R> {
    pub fn new(lines: Lines<R>, delimiter: u8) -> Self {
        let core = ReaderBuilder::new().delimiter(delimiter).terminator(Terminator::Any(b'\n')).build();
        let split = Split { core, text: Vec::new(), ends: vec![0; MOST_COLUMNS], written: 0, columns: 0 };
        Self { lines, first: Line::default(), joined: Vec::new(), split }
    }

    pub fn lines(&self) -> &Lines<R> {
        &self.lines
    }

    /// The line on which the current record begins.
    pub fn line(&self) -> u64 {
        self.first.number
    }

    /// Whether the file stops in the current record, without a line break.
    pub fn is_cut(&self) -> bool {
        !self.joined.last().unwrap_or(&self.first).ended
    }

    pub fn fields(&self) -> Fields<'_> {
        // What went in was UTF-8, and the marks that were taken out are ASCII.
        let text = self.split.text.get(..self.split.written);
        let text = text.and_then(|text| std::str::from_utf8(text).ok()).unwrap_or("");
        let ends = self.split.ends.get(..self.split.columns).unwrap_or(&[]);
        Fields { text, ends, joined: !self.joined.is_empty() }
    }

    /// The current record is of no use: only its first line is given up, the others are read again.
    pub fn reject(&mut self) {
        self.lines.give_back(self.joined.drain(..));
    }

    pub fn next(&mut self) -> io::Result<Next> {
        self.joined.clear();
        loop {
            if !self.lines.next(&mut self.first)? {
                return Ok(Next::End);
            }
            if !self.first.is_blank() {
                break;
            }
        }
        let line = self.first.number;
        if let Some(reason) = self.first.fault {
            return Ok(Next::Fault { line, reason: reason.to_owned() });
        }
        self.split.begin();
        let mut fed = self.split.feed(&self.first);
        while matches!(fed, Fed::Open) && self.joined.len() < LONGEST_JOIN && self.split.written < LONGEST {
            let mut more = Line::default();
            if !self.lines.next(&mut more)? {
                break;
            }
            if more.fault.is_none() {
                fed = self.split.feed(&more);
                self.joined.push(more);
            } else {
                self.joined.push(more);
                break;
            }
        }
        let reason = match fed {
            Fed::Complete => return Ok(Next::Record),
            Fed::Open => "A quotation mark is opened and never closed.".to_owned(),
            Fed::TooMany => format!("The line has more than {MOST_COLUMNS} columns."),
        };
        self.reject();
        Ok(Next::Fault { line, reason })
    }
}

impl Split {
    fn begin(&mut self) {
        self.core.reset();
        (self.written, self.columns) = (0, 0);
    }

    fn feed(&mut self, line: &Line) -> Fed {
        // What comes out is never longer than what goes in, line break included.
        let needed = self.written + line.text.len() + 2;
        if self.text.len() < needed {
            self.text.resize(needed, 0);
        }
        for mut input in [line.text.as_slice(), b"\n"] {
            while !input.is_empty() {
                let (Some(out), Some(free)) =
                    (self.text.get_mut(self.written..), self.ends.get_mut(self.columns..))
                else {
                    return Fed::TooMany;
                };
                let (result, read, wrote, ended) = self.core.read_record(input, out, free);
                self.written += wrote;
                self.columns += ended;
                input = input.get(read..).unwrap_or(&[]);
                match result {
                    ReadRecordResult::Record | ReadRecordResult::End => return Fed::Complete,
                    ReadRecordResult::InputEmpty => {}
                    ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => return Fed::TooMany,
                }
            }
        }
        Fed::Open
    }
}
