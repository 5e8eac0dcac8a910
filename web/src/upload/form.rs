//! A form with a file as it comes (RFC 7578): its boundary, and the lines before what is in it.

use axum::http::{HeaderMap, header};
use kernel::Error;

/// What surrounds a file in a form: names, boundaries, line ends.
pub(super) const AROUND: usize = 16 * 1024;
const LONGEST_BOUNDARY: usize = 70;

/// Why no file came of it.
#[derive(Debug)]
pub enum NoFile {
    /// It is longer than it may be; what came after that was not read.
    TooLarge,
    Wrong(Error),
}

impl From<Error> for NoFile {
    fn from(error: Error) -> Self {
        Self::Wrong(error)
    }
}

/// RFC 2046: up to seventy characters, quoted or not.
pub(super) fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let (kind, parameters) = kind.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let value = parameters.split(';').find_map(|parameter| parameter.trim().strip_prefix("boundary="))?;
    let value = value.trim_matches('"');
    (!value.is_empty() && value.len() <= LONGEST_BOUNDARY).then(|| value.to_owned())
}

/// Whether the form says itself that it is longer than it may be.
pub(super) fn says_too_long(headers: &HeaderMap, most: u64) -> bool {
    let said = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    said.is_some_and(|length: u64| length > most + AROUND as u64)
}

/// What the lines before a file say of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Head<'a> {
    /// The name of the field.
    pub field: &'a str,
    /// The name of the file.
    pub name: &'a str,
    pub kind: &'a str,
}

pub(super) fn head(lines: &str) -> Option<Head<'_>> {
    let mut head = Head::default();
    for line in lines.split("\r\n") {
        let (header, value) = line.split_once(':')?;
        if header.eq_ignore_ascii_case("content-disposition") {
            head.field = parameter(value, "name")?;
            head.name = parameter(value, "filename").unwrap_or_default();
        } else if header.eq_ignore_ascii_case("content-type") {
            head.kind = value.trim();
        }
    }
    Some(head)
}

/// Browsers write a quotation mark within a name as `%22`, and anything else as it is: a semicolon, too.
fn parameter<'a>(value: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = value;
    loop {
        let (_, after) = rest.split_once(';')?;
        let (key, after) = after.split_once("=\"")?;
        let (found, after) = after.split_once('"')?;
        if key.trim() == name {
            return Some(found);
        }
        rest = after;
    }
}

pub(super) fn find(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_have_a_semicolon_in_it() {
        let lines = "Content-Disposition: form-data; name=\"attachment\"; filename=\"a; name=b.pdf\"\r\nContent-Type: application/pdf";
        let head = head(lines);
        let read = Head { field: "attachment", name: "a; name=b.pdf", kind: "application/pdf" };
        assert_eq!(head, Some(read));
        for none in ["", "Content-Disposition: form-data", "Content-Disposition: form-data; name=x", "x"] {
            assert_eq!(super::head(none), None, "{none}");
        }
    }
}
