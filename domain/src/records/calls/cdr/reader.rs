//! Call records as they come: a file of any size goes in, calls and the lines that could not be read come out.

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Read};

use jiff::tz::TimeZone;

use super::asterisk;
use super::groups::Groups;
use super::lines::Lines;
use super::moment::Moments;
use super::record::{Next, Records};
use super::shape::Shape;
use super::{Call, Leg, Mapping};
use kernel::DateFormat;

/// Calls that are kept open at once, about 200 MB of them. A system with that many in six hours takes five calls a
/// second, day and night.
const MOST_OPEN: usize = 100_000;

/// What comes out of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    Call(Call),
    /// A line that says nothing usable, counted from 1, and why.
    Bad {
        line: u64,
        reason: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Asterisk's `Master.csv`, without a header.
    Asterisk,
    /// Any list of calls whose first line names the columns.
    Columns,
}

/// How a file is to be read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The zone of times that name none.
    pub zone: TimeZone,
    /// How dates are written, where `03/04/2026` could be read in two ways; month first if nobody knows.
    pub dates: Option<DateFormat>,
    pub mapping: Mapping,
    /// Stands before the ids of a list with a header, so that those of two systems do not meet.
    pub source: String,
    /// Found out from the first lines if not given.
    pub format: Option<Format>,
    /// Addresses of recordings may be in the own network.
    pub private: bool,
}

impl Options {
    pub fn new(zone: TimeZone) -> Self {
        let (mapping, source) = (Mapping::default(), "csv".to_owned());
        Self { zone, dates: None, mapping, source, format: None, private: false }
    }
}

/// How far the file has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub bytes: u64,
    pub lines: u64,
}

/// Why a file cannot be read at all.
#[derive(Debug)]
pub enum Unreadable {
    File(io::Error),
    /// What it lacks and what to write, in one sentence or two.
    Content(String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => write!(f, "The file cannot be read: {error}"),
            Self::Content(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for Unreadable {}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

/// Reads a file, call by call. After an error of the file nothing more comes, because the calls that were still
/// open may lack lines.
pub struct Reader<R> {
    records: Records<R>,
    shape: Shape,
    moments: Moments,
    groups: Groups,
    ready: VecDeque<Item>,
    ended: bool,
    /// Columns of the last good line, to tell a line that was cut off.
    width: usize,
}

impl<R: Read> Reader<R> {
    pub fn open(input: R, options: Options) -> Result<Self, Unreadable> {
        let mut lines = Lines::new(input);
        let (shape, delimiter) = Shape::find(&mut lines, &options)?;
        let (records, moments) =
            (Records::new(lines, delimiter), Moments::new(options.zone).with_dates(options.dates));
        let (groups, ready) = (Groups::new(MOST_OPEN), VecDeque::new());
        Ok(Self { records, shape, moments, groups, ready, ended: false, width: 0 })
    }

    pub fn format(&self) -> Format {
        match self.shape {
            Shape::Asterisk => Format::Asterisk,
            Shape::Columns(_) => Format::Columns,
        }
    }

    pub fn progress(&self) -> Progress {
        Progress { bytes: self.records.lines().bytes(), lines: self.records.lines().number() }
    }

    fn advance(&mut self) -> io::Result<()> {
        match self.records.next()? {
            Next::End => {
                self.ended = true;
                self.groups.finish(&mut Ready(&mut self.ready));
            }
            Next::Fault { line, reason } => self.ready.push_back(Item::Bad { line, reason }),
            Next::Record => match self.leg() {
                Ok((id, leg)) => self.groups.add(id, leg, &mut Ready(&mut self.ready)),
                Err(reason) => {
                    self.ready.push_back(Item::Bad { line: self.records.line(), reason });
                    self.records.reject();
                }
            },
        }
        Ok(())
    }

    fn leg(&mut self) -> Result<(String, Leg), String> {
        let (fields, line) = (self.records.fields(), self.records.line());
        let read = match &self.shape {
            Shape::Columns(columns) => return columns.read(fields, line, &mut self.moments),
            Shape::Asterisk => asterisk::read(fields, line, &mut self.moments)?,
        };
        // The exchange ends every line with a line break, so a last line without one is still being written.
        if self.records.is_cut() && self.width > 0 && fields.count() < self.width {
            return Err("The file ends in the middle of this line.".to_owned());
        }
        self.width = fields.count();
        Ok(read)
    }
}

impl<R: Read> Iterator for Reader<R> {
    type Item = io::Result<Item>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(Ok(item));
            }
            if self.ended {
                return None;
            }
            if let Err(error) = self.advance() {
                self.ended = true;
                return Some(Err(error));
            }
        }
    }
}

/// Calls as items.
struct Ready<'a>(&'a mut VecDeque<Item>);

impl Extend<Call> for Ready<'_> {
    fn extend<I: IntoIterator<Item = Call>>(&mut self, calls: I) {
        self.0.extend(calls.into_iter().map(Item::Call));
    }
}
