//! Call records as they come: a file of any size goes in, calls and the lines that could not be read come out.

use std::collections::VecDeque;
use std::fmt;
use std::io::{self, Read};

use jiff::tz::TimeZone;

use super::asterisk;
use super::columns::Columns;
use super::groups::Groups;
use super::lines::{Line, Lines};
use super::moment::Moments;
use super::record::{Next, Records};
use super::{Call, Leg, Mapping};

/// Calls that are kept open at once; about 150 MB at the very most.
const MOST_OPEN: usize = 200_000;
/// Lines that are looked at to find out what the file is.
const SAMPLE: usize = 10;

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
    pub mapping: Mapping,
    /// Stands before the ids of a list with a header, so that those of two systems do not meet.
    pub source: String,
    /// Found out from the first lines if not given.
    pub format: Option<Format>,
}

impl Options {
    pub fn new(zone: TimeZone) -> Self {
        Self { zone, mapping: Mapping::default(), source: "csv".to_owned(), format: None }
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

enum Shape {
    Asterisk,
    Columns(Columns),
}

impl<R: Read> Reader<R> {
    pub fn open(input: R, options: Options) -> Result<Self, Unreadable> {
        let mut lines = Lines::new(input);
        refuse_other_files(lines.peek()?)?;
        let mut sample = Vec::new();
        while sample.len() < SAMPLE {
            let mut line = Line::default();
            if !lines.next(&mut line)? {
                break;
            }
            // A line that a spreadsheet writes for itself.
            let hint = sample.is_empty() && line.text.len() == 5 && line.text.starts_with(b"sep=");
            if !line.is_blank() && !hint {
                sample.push(line);
            }
        }
        let mut moments = Moments::new(options.zone.clone());
        let (shape, delimiter, header) = shape(&sample, &options, &mut moments).map_err(Unreadable::Content)?;
        lines.give_back(sample.into_iter().skip(usize::from(header)));
        let records = Records::new(lines, delimiter);
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

fn refuse_other_files(start: &[u8]) -> Result<(), Unreadable> {
    let what = match start {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "The file is in UTF-16. Save it as “CSV UTF-8”.",
        [0x1f, 0x8b, ..] => "The file is compressed. Unpack it first.",
        [b'P', b'K', 3, 4, ..] => "The file is a spreadsheet or an archive. Save it as CSV.",
        _ => return Ok(()),
    };
    Err(Unreadable::Content(what.to_owned()))
}

/// What the file is, its delimiter, and whether the first line is a header.
fn shape(sample: &[Line], options: &Options, moments: &mut Moments) -> Result<(Shape, u8, bool), String> {
    let mut asterisk = |line: &Line| {
        let mut records = Records::new(Lines::new(line.text.as_slice()), b',');
        matches!(records.next(), Ok(Next::Record)) && asterisk::recognizes(records.fields(), moments)
    };
    let Some(first) = sample.first() else { return Ok((Shape::Asterisk, b',', false)) };
    let said = options.format;
    let mapped = !options.mapping.is_empty();
    if said == Some(Format::Asterisk) || (said.is_none() && !mapped && asterisk(first)) {
        return Ok((Shape::Asterisk, b',', false));
    }
    let (headers, delimiter) = headers(first, &options.mapping);
    match Columns::find(&headers, &options.mapping, &options.source) {
        Ok(columns) => Ok((Shape::Columns(columns), delimiter, true)),
        // A first line that was cut when the log was rotated, and then the lines of an exchange.
        Err(_) if said.is_none() && !mapped && sample.iter().any(asterisk) => Ok((Shape::Asterisk, b',', false)),
        Err(reason) => Err(reason),
    }
}

/// The column names, split by the delimiter with which most of them are known.
fn headers(first: &Line, mapping: &Mapping) -> (Vec<String>, u8) {
    let split = |delimiter: u8| -> Vec<String> {
        let mut records = Records::new(Lines::new(first.text.as_slice()), delimiter);
        match records.next() {
            Ok(Next::Record) => records.fields().iter().map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    };
    let candidates = b",;\t|".iter().map(|delimiter| (split(*delimiter), *delimiter));
    let best = candidates.max_by_key(|(names, delimiter)| {
        // The comma last, so that it wins where nothing else decides.
        (Columns::recognized(names, mapping), names.len(), *delimiter == b',')
    });
    best.unwrap_or((Vec::new(), b','))
}
