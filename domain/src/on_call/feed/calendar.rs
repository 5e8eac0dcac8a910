//! A calendar as programs read it (RFC 5545): lines, escaped and folded.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use kernel::{ScheduleId, Timestamp};
use sha2::{Digest, Sha256};

/// The most octets of a line.
const LINE: usize = 75;

/// What a link shows.
#[derive(Clone, Debug)]
pub struct Followed {
    /// “Bright Smile Dental: Doctors”, or “On call: Ann Reed”
    pub name: String,
    pub shifts: Vec<Shift>,
}

/// Somebody on call.
#[derive(Clone, Debug)]
pub struct Shift {
    pub schedule: ScheduleId,
    /// The name of the schedule.
    pub name: String,
    pub who: String,
    pub phone: String,
    pub from: Timestamp,
    pub until: Timestamp,
    pub changed_at: Timestamp,
}

impl Followed {
    /// The calendar, and a name of exactly this version of it.
    pub fn written(&self) -> (String, String) {
        let text = self.to_string();
        let version = BASE64URL_NOPAD.encode(&Sha256::digest(&text));
        (text, version)
    }
}

/// The whole calendar; the same calendar is always the same text.
impl fmt::Display for Followed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        line(out, "BEGIN", "VCALENDAR")?;
        line(out, "VERSION", "2.0")?;
        line(out, "PRODID", "-//Portico//On call//EN")?;
        line(out, "CALSCALE", "GREGORIAN")?;
        // What the widely used programs read, and the name that RFC 7986 gives it.
        line(out, "X-WR-CALNAME", &text(&self.name))?;
        line(out, "NAME", &text(&self.name))?;
        line(out, "REFRESH-INTERVAL;VALUE=DURATION", "PT1H")?;
        line(out, "X-PUBLISHED-TTL", "PT1H")?;
        for shift in &self.shifts {
            event(out, shift)?;
        }
        line(out, "END", "VCALENDAR")
    }
}

fn event(out: &mut fmt::Formatter<'_>, shift: &Shift) -> fmt::Result {
    line(out, "BEGIN", "VEVENT")?;
    // The same shift is the same event, however often it is read.
    line(out, "UID", &format!("{}-{}", shift.schedule, shift.from.micros()))?;
    line(out, "DTSTAMP", &utc(shift.changed_at))?;
    line(out, "DTSTART", &utc(shift.from))?;
    line(out, "DTEND", &utc(shift.until))?;
    line(out, "SUMMARY", &text(&format!("{}: {}", shift.name, shift.who)))?;
    if !shift.phone.is_empty() {
        line(out, "DESCRIPTION", &text(&shift.phone))?;
    }
    line(out, "TRANSP", "TRANSPARENT")?;
    line(out, "END", "VEVENT")
}

/// `20261120T150000Z`
fn utc(at: Timestamp) -> String {
    at.to_jiff().strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text with its signs escaped; it can begin no line of its own.
fn text(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for sign in value.chars() {
        match sign {
            '\\' | ';' | ',' => escaped.extend(['\\', sign]),
            '\n' => escaped.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => escaped.push(sign),
        }
    }
    escaped
}

/// A long line goes on after a break and a space, and never within a letter.
fn line(out: &mut fmt::Formatter<'_>, name: &str, value: &str) -> fmt::Result {
    let mut length = 0;
    for sign in name.chars().chain([':']).chain(value.chars()) {
        if length + sign.len_utf8() > LINE {
            out.write_str("\r\n ")?;
            length = 1;
        }
        fmt::Write::write_char(out, sign)?;
        length += sign.len_utf8();
    }
    out.write_str("\r\n")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_would_be_a_line_of_its_own_is_escaped_and_long_lines_are_folded() {
        let at = |text: &str| Timestamp::parse(text).unwrap();
        let shift = Shift {
            schedule: ScheduleId::from_uuid(Uuid::from_u128(7)),
            name: "a;b,c\\d\r\nEND:VCALENDAR\u{7}".to_owned(),
            who: "é".repeat(100),
            phone: String::new(),
            from: at("2026-11-20T15:00:00Z"),
            until: at("2026-11-21T15:00:00Z"),
            changed_at: at("2026-11-01T00:00:00.5Z"),
        };
        let written = Followed { name: "On call, all".to_owned(), shifts: vec![shift] }.to_string();
        assert!(written.split("\r\n").all(|line| line.len() <= LINE), "{written}");
        assert!(!written.replace("\r\n", "").contains(['\r', '\n']), "{written:?}");
        let unfolded = written.replace("\r\n ", "");
        let summary = format!("SUMMARY:a\\;b\\,c\\\\d\\nEND:VCALENDAR: {}\r\n", "é".repeat(100));
        for expected in [
            summary.as_str(),
            "X-WR-CALNAME:On call\\, all\r\n",
            "DTSTAMP:20261101T000000Z\r\n",
            "DTSTART:20261120T150000Z\r\nDTEND:20261121T150000Z\r\n",
        ] {
            assert!(unfolded.contains(expected), "{expected}: {unfolded}");
        }
        assert!(
            unfolded.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
                && unfolded.ends_with("END:VCALENDAR\r\n")
        );
    }
}
