//! How values are written for a person: moments in the viewer's own zone and formats, the rest in one way everywhere.

use kernel::{Local, Timestamp};

/// `21/11/2026 14:05`, or as the viewer has chosen (S4-42).
pub fn instant(at: Timestamp, local: &Local) -> String {
    local.instant(at)
}

/// The same with seconds and the zone's name, for the page of one record.
pub fn exact(at: Timestamp, local: &Local) -> String {
    local.exact(at)
}

/// With a capital letter at the beginning.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
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
        _ => kernel::text::phone_in(number, ""),
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
        for (seconds, text) in [(-5, "0:00"), (0, "0:00"), (42, "0:42"), (725, "12:05"), (3723, "1:02:03")] {
            assert_eq!(duration(seconds), text);
        }
        assert_eq!(phone("+15125550143"), "(512) 555-0143");
        assert_eq!(phone("5125550143"), "(512) 555-0143");
        assert_eq!(phone("+4930901820"), "+49 30 901820");
        assert_eq!(phone("101"), "101");
        assert_eq!(dialable("anonymous"), None);
    }
}
