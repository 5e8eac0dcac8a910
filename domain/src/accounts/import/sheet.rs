//! A file becomes headings and lines: whatever its delimiter, in UTF-8 or in Windows-1252, with lines above the header.

use kernel::{Error, Result};

use super::fields::Field;
use crate::records::calls::cdr::{Lines, Next, Records, refuse_other_files};

/// Octets of a file, and accounts in it.
pub const LARGEST: usize = 4_000_000;
pub const MOST: usize = 10_000;
/// Characters of a name of a file that are expected.
const LONGEST_NAME: usize = 120;
/// The header is among the first lines.
const ABOVE: usize = 10;

/// What a file says.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub headings: Vec<String>,
    pub(crate) lines: Vec<Line>,
}

/// What kind of list a file is: how much of it is read, and which headings are known.
pub(crate) struct Expected {
    /// The field of the form that it came with.
    pub field: &'static str,
    pub largest: usize,
    /// A whole number of thousands.
    pub most: usize,
    pub what: &'static str,
    pub knows: fn(&str) -> bool,
}

const ACCOUNTS: Expected = Expected {
    field: "file",
    largest: LARGEST,
    most: MOST,
    what: "accounts",
    knows: |heading| Field::of_heading(heading).is_some(),
};

/// One line below the header.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub number: i64,
    pub cells: Vec<String>,
    /// Why it could not be read; empty if it could.
    pub fault: String,
}

impl Sheet {
    pub fn read(bytes: &[u8]) -> Result<Self> {
        Self::of(bytes, &ACCOUNTS)
    }

    /// A list of another kind.
    pub(crate) fn of(bytes: &[u8], expected: &Expected) -> Result<Self> {
        let wrong = |words: String| Error::invalid(expected.field, words);
        if bytes.len() > expected.largest {
            return Err(wrong(format!(
                "This file is too large: at most {} MB.",
                expected.largest / 1_000_000
            )));
        }
        refuse_other_files(bytes).map_err(|error| wrong(error.to_string()))?;
        // Spreadsheets write `sep=;` above a list, for themselves.
        let hint = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let hinted = hint.strip_prefix(b"sep=").and_then(|rest| rest.first().copied());
        let candidates = match hinted {
            Some(delimiter) if b",;\t".contains(&delimiter) => vec![delimiter],
            _ => b",;\t".to_vec(),
        };
        // The comma first, so that it wins where nothing else decides.
        let best = candidates.into_iter().rev().max_by_key(|delimiter| {
            let top = split(bytes, *delimiter, ABOVE);
            let header = header(&top, expected.knows).and_then(|place| top.get(place));
            header.map_or((0, 0), |line| (known(&line.cells, expected.knows), line.cells.len()))
        });
        let mut lines = split(bytes, best.unwrap_or(b','), expected.most + ABOVE + 2);
        let top = lines.get(..ABOVE.min(lines.len())).unwrap_or_default();
        let Some(place) = header(top, expected.knows) else {
            return Err(wrong("There is nothing in this file.".to_owned()));
        };
        lines.drain(..place);
        let headings = headings(lines.remove(0).cells);
        if lines.is_empty() {
            return Err(wrong("There is no line below the header.".to_owned()));
        }
        if lines.len() > expected.most {
            let (most, what) = (expected.most / 1000, expected.what);
            return Err(wrong(format!(
                "A file has at most {most},000 {what}. Split this one and import the parts one after the other."
            )));
        }
        Ok(Self { headings, lines })
    }

    pub const fn len(&self) -> usize {
        self.lines.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// The name of a file as it is shown: without the folders that some browsers send along.
pub(super) fn name(written: &str) -> String {
    let last = written.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    if name.trim().is_empty() { "Pasted lines".to_owned() } else { name }
}

/// Up to so many lines that are not blank.
fn split(bytes: &[u8], delimiter: u8, most: usize) -> Vec<Line> {
    let mut records = Records::new(Lines::new(bytes), delimiter);
    let mut lines = Vec::new();
    while lines.len() < most {
        let line = match records.next() {
            Ok(Next::Record) => {
                let cells: Vec<String> = records.fields().iter().map(|cell| cell.trim().to_owned()).collect();
                if cells.iter().all(String::is_empty) || (lines.is_empty() && is_hint(&cells)) {
                    continue;
                }
                (records.line(), cells, String::new())
            }
            Ok(Next::Fault { line, reason }) => (line, Vec::new(), reason),
            Ok(Next::End) | Err(_) => break,
        };
        let number = i64::try_from(line.0).unwrap_or(i64::MAX);
        lines.push(Line { number, cells: line.1, fault: line.2 });
    }
    lines
}

fn is_hint(cells: &[String]) -> bool {
    cells.first().is_some_and(|first| first.starts_with("sep="))
}

/// Where the header is: the first of the lines with the most names that are known, or else the first line.
fn header(top: &[Line], knows: fn(&str) -> bool) -> Option<usize> {
    let best = top.iter().map(|line| known(&line.cells, knows)).max()?;
    top.iter().position(|line| known(&line.cells, knows) == best)
}

fn known(cells: &[String], knows: fn(&str) -> bool) -> usize {
    cells.iter().filter(|cell| knows(cell)).count()
}

/// Each column has a name that tells it from the others.
fn headings(cells: Vec<String>) -> Vec<String> {
    let mut headings: Vec<String> = Vec::with_capacity(cells.len());
    for (place, cell) in cells.into_iter().enumerate() {
        let short: String = cell.chars().filter(|c| !c.is_control()).take(80).collect();
        let taken = short.is_empty() || headings.contains(&short);
        headings.push(if taken {
            format!("Column {} {short}", place + 1).trim_end().to_owned()
        } else {
            short
        });
    }
    headings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_whatever_wrote_it() {
        for (file, number, cells) in [
            ("Name,Email\nAcme,a@b.example\n".as_bytes(), 2, ["Acme", "a@b.example"]),
            (
                "\u{feff}Name;Email\r\n\r\n\"Acme; Sons\";a@b.example\r\n".as_bytes(),
                3,
                ["Acme; Sons", "a@b.example"],
            ),
            ("sep=;\nName;Email\nAcme, Inc.;a@b.example".as_bytes(), 3, ["Acme, Inc.", "a@b.example"]),
            ("Our clients\n\nName\tEmail\nAcme\ta@b.example".as_bytes(), 4, ["Acme", "a@b.example"]),
            (b"Name,Email\nM\xfcller,a@b.example".as_slice(), 2, ["Müller", "a@b.example"]),
        ] {
            let sheet = Sheet::read(file).unwrap();
            assert_eq!(sheet.headings, ["Name", "Email"]);
            assert_eq!(
                (sheet.lines[0].number, sheet.lines[0].cells.as_slice()),
                (number, cells.map(str::to_owned).as_slice())
            );
        }
        let sheet = Sheet::read(b"what,,what\na,b,c\n\"never closed,x\nd\0,e").unwrap();
        assert_eq!(sheet.headings, ["what", "Column 2", "Column 3 what"]);
        assert_eq!(sheet.lines[1].fault, "A quotation mark is opened and never closed.");
        assert!(sheet.lines[2].fault.contains("NUL"));
    }

    #[test]
    fn what_is_no_list_or_too_long_is_refused_with_what_to_do() {
        for wrong in [b"".as_slice(), b"\n\n", b"Name,Email\n", b"PK\x03\x04", b"\xff\xfeN\0"] {
            assert!(Sheet::read(wrong).is_err(), "{wrong:?}");
        }
        let most = format!("name\n{}", "A\n".repeat(MOST));
        assert_eq!(Sheet::read(most.as_bytes()).unwrap().len(), MOST);
        assert!(Sheet::read(format!("{most}A\n").as_bytes()).is_err());
        assert!(Sheet::read(&vec![b'a'; LARGEST + 1]).is_err());
        assert_eq!(name("C:\\fake\\clients.csv"), "clients.csv");
        assert_eq!(name(" "), "Pasted lines");
    }
}
