//! How values are written for a person: in the viewer's zone, in one way everywhere.

use jiff::tz::TimeZone;
use kernel::Timestamp;

/// `21/11/2026 14:05` (S4-37, S4-40: the shipped default).
pub fn instant(at: Timestamp, zone: &TimeZone) -> String {
    at.to_jiff().to_zoned(zone.clone()).strftime("%d/%m/%Y %H:%M").to_string()
}

/// The same with seconds and the zone's name, for the page of one record.
pub fn exact(at: Timestamp, zone: &TimeZone) -> String {
    at.to_jiff().to_zoned(zone.clone()).strftime("%d/%m/%Y %H:%M:%S %Z").to_string()
}

/// Seconds as `0:42`, `12:05` or `1:02:03`.
pub fn duration(seconds: i64) -> String {
    let seconds = seconds.max(0);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// A number as people of its country write it; anything else as it came.
pub fn phone(number: &str) -> String {
    let digits = number.strip_prefix("+1").unwrap_or(number);
    let american = digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_digit());
    match (american, digits.get(..3), digits.get(3..6), digits.get(6..)) {
        (true, Some(area), Some(exchange), Some(line)) => format!("({area}) {exchange}-{line}"),
        _ => number.to_owned(),
    }
}

/// The dialable form for a `tel:` link; none if there is nothing to dial.
pub fn dialable(number: &str) -> Option<String> {
    let dialable: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    (dialable.len() >= 3).then_some(dialable)
}

/// `1 call`, `12 calls`.
pub fn count(total: &domain::records::Total, singular: &str, plural: &str) -> String {
    let noun = if matches!(total, domain::records::Total::Exactly(1)) { singular } else { plural };
    format!("{total} {noun}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_one_way() {
        let chicago = TimeZone::get("America/Chicago").unwrap();
        let at = Timestamp::parse("2026-11-21T20:05:09Z").unwrap();
        assert_eq!(instant(at, &chicago), "21/11/2026 14:05");
        assert_eq!(exact(at, &chicago), "21/11/2026 14:05:09 CST");
        for (seconds, text) in [(-5, "0:00"), (0, "0:00"), (42, "0:42"), (725, "12:05"), (3723, "1:02:03")] {
            assert_eq!(duration(seconds), text);
        }
        assert_eq!(phone("+15125550143"), "(512) 555-0143");
        assert_eq!(phone("5125550143"), "(512) 555-0143");
        assert_eq!(phone("+4930901820"), "+4930901820");
        assert_eq!(phone("101"), "101");
        assert_eq!(dialable("anonymous"), None);
    }
}
