//! What kind of file it is, found out from its first lines.

use std::io::Read;

use super::asterisk;
use super::columns::Columns;
use super::lines::{Line, Lines};
use super::moment::Moments;
use super::record::{Next, Records};
use super::{Format, Mapping, Options, Unreadable};

/// Lines that are looked at.
const SAMPLE: usize = 10;

pub enum Shape {
    Asterisk,
    Columns(Columns),
}

impl Shape {
    /// The shape and the delimiter. The header is taken from the lines, all others are still there.
    pub fn find(lines: &mut Lines<impl Read>, options: &Options) -> Result<(Self, u8), Unreadable> {
        refuse_other_files(lines.peek()?)?;
        let mut sample = Vec::new();
        while sample.len() < SAMPLE {
            let mut line = Line::default();
            if !lines.next(&mut line)? {
                break;
            }
            // Spreadsheets write `sep=;` above a list, for themselves.
            let hint = sample.is_empty() && line.text.len() == 5 && line.text.starts_with(b"sep=");
            if !line.is_blank() && !hint {
                sample.push(line);
            }
        }
        let (shape, delimiter) = recognize(&sample, options).map_err(Unreadable::Content)?;
        let header = usize::from(matches!(shape, Self::Columns(_)));
        lines.give_back(sample.into_iter().skip(header));
        Ok((shape, delimiter))
    }
}

pub fn refuse_other_files(start: &[u8]) -> Result<(), Unreadable> {
    let what = match start {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "The file is in UTF-16. Save it as “CSV UTF-8”.",
        [0x1f, 0x8b, ..] => "The file is compressed. Unpack it first.",
        [b'P', b'K', 3, 4, ..] => "The file is a spreadsheet or an archive. Save it as CSV.",
        _ => return Ok(()),
    };
    Err(Unreadable::Content(what.to_owned()))
}

fn recognize(sample: &[Line], options: &Options) -> Result<(Shape, u8), String> {
    let exchange = (Shape::Asterisk, b',');
    // Whether there is a time matters here, and not which.
    let mut moments = Moments::new(options.zone.clone());
    let mut asterisk = |line: &Line| {
        let mut records = Records::new(Lines::new(line.text.as_slice()), b',');
        matches!(records.next(), Ok(Next::Record)) && asterisk::recognizes(records.fields(), &mut moments)
    };
    let Some(first) = sample.first() else { return Ok(exchange) };
    let unsaid = options.format.is_none() && options.mapping.is_empty();
    if options.format == Some(Format::Asterisk) || (unsaid && asterisk(first)) {
        return Ok(exchange);
    }
    let (headers, delimiter) = headers(first, &options.mapping);
    match Columns::find(&headers, &options.mapping, &options.source) {
        Ok(columns) => Ok((Shape::Columns(columns), delimiter)),
        // A first line that was cut when the log was rotated, and then the lines of an exchange.
        Err(_) if unsaid && sample.iter().any(asterisk) => Ok(exchange),
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
