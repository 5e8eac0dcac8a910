//! The lines of a file, whatever its bytes are: none is lost, and none can take all the memory.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};

/// Longer lines are not call records.
pub const LONGEST: usize = 64 * 1024;

/// The lines of a file, with their numbers. Lines that were read too far can be given back.
pub struct Lines<R> {
    input: BufReader<R>,
    number: u64,
    bytes: u64,
    again: VecDeque<Line>,
}

/// One line in UTF-8 without its line break, or what is wrong with it.
#[derive(Default)]
pub struct Line {
    pub number: u64,
    pub text: Vec<u8>,
    pub fault: Option<&'static str>,
    /// Whether a line break followed; only the last line may have none.
    pub ended: bool,
}

impl<R: Read> Lines<R> {
    pub fn new(input: R) -> Self {
        let input = BufReader::with_capacity(256 * 1024, input);
        Self { input, number: 0, bytes: 0, again: VecDeque::new() }
    }

    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    pub fn number(&self) -> u64 {
        self.number
    }

    /// The first bytes of the file, without taking them.
    pub fn peek(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    /// Gives lines back, to be read again before everything else, in their order.
    pub fn give_back(&mut self, lines: impl DoubleEndedIterator<Item = Line>) {
        for line in lines.rev() {
            self.again.push_front(line);
        }
    }

    /// Reads the next line into `line`; `false` at the end of the file.
    pub fn next(&mut self, line: &mut Line) -> io::Result<bool> {
        if let Some(earlier) = self.again.pop_front() {
            *line = earlier;
            return Ok(true);
        }
        line.text.clear();
        line.fault = None;
        let limit = LONGEST as u64 + 2;
        let read = (&mut self.input).take(limit).read_until(b'\n', &mut line.text)?;
        if read == 0 {
            return Ok(false);
        }
        self.number += 1;
        self.bytes += read as u64;
        line.number = self.number;
        line.ended = line.text.pop_if(|b| *b == b'\n').is_some();
        if !line.ended && read as u64 == limit {
            self.bytes += self.input.skip_until(b'\n')? as u64;
        }
        line.text.pop_if(|b| *b == b'\r');
        if self.number == 1 && line.text.starts_with(b"\xef\xbb\xbf") {
            line.text.drain(..3);
        }
        line.settle();
        Ok(true)
    }
}

/// The characters of Windows-1252 from 0x80 to 0x9f; where it has none, the control character of this number. All other
/// bytes are the character of their number (WHATWG Encoding Standard, index windows-1252).
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn of_windows_1252(byte: u8) -> char {
    let of_its_own = byte.checked_sub(0x80).and_then(|place| WINDOWS_1252.get(usize::from(place)));
    of_its_own.copied().unwrap_or(char::from(byte))
}

impl Line {
    fn settle(&mut self) {
        if self.text.len() > LONGEST {
            self.fault = Some("The line is longer than 64 KiB.");
            self.text = Vec::new();
        } else if self.text.contains(&0) {
            self.fault = Some("The line contains NUL bytes.");
        } else if std::str::from_utf8(&self.text).is_err() {
            // Older exchanges write names in the encoding of their country. Windows-1252 gives every byte a
            // character, so the line is kept even where the guess is wrong.
            self.text = self.text.iter().copied().map(of_windows_1252).collect::<String>().into_bytes();
        }
    }

    pub fn is_blank(&self) -> bool {
        self.fault.is_none() && self.text.iter().all(u8::is_ascii_whitespace)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_utf_8_are_read_as_older_exchanges_write_them() {
        let mut lines = Lines::new(&b"Zo\xeb Kr\xfcger, 5 \x80\x81\x9f\nZo\xc3\xab\n"[..]);
        for text in ["Zoë Krüger, 5 €\u{81}Ÿ", "Zoë"] {
            let mut line = Line::default();
            assert!(lines.next(&mut line).unwrap());
            assert_eq!((String::from_utf8(line.text).unwrap().as_str(), line.fault), (text, None));
        }
    }
}
