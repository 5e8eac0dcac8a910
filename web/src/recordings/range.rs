//! Which stretch of a file a request asks for (RFC 9110, 14): one, or all of it.

use axum::http::{HeaderMap, header};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Whole,
    /// From where on, and how many bytes.
    Stretch(u64, u64),
    /// It begins after the end.
    Beyond,
}

/// What is asked for of so many bytes in this version. Whatever is not understood, several stretches at once, and a
/// stretch of another version are answered by all of it, as the standard allows.
pub fn wanted(headers: &HeaderMap, bytes: u64, version: &str) -> Wanted {
    let mut lines = headers.get_all(header::RANGE).iter();
    let (Some(line), None) = (lines.next(), lines.next()) else { return Wanted::Whole };
    // A day is no version: two files of the same second would be one.
    let same = headers.get(header::IF_RANGE).is_none_or(|known| known.as_bytes() == version.as_bytes());
    match line.to_str() {
        Ok(line) if same => stretch(line, bytes).unwrap_or(Wanted::Whole),
        _ => Wanted::Whole,
    }
}

fn stretch(line: &str, bytes: u64) -> Option<Wanted> {
    let (unit, asked) = line.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") || asked.contains(',') {
        return None;
    }
    let (first, last) = asked.trim().split_once('-')?;
    let Some(first) = number(first)? else {
        // The last so many bytes.
        let length = number(last)??.min(bytes);
        return Some(if length == 0 { Wanted::Beyond } else { Wanted::Stretch(bytes - length, length) });
    };
    let last = number(last)?.unwrap_or(u64::MAX);
    if last < first {
        return None;
    }
    if first >= bytes {
        return Some(Wanted::Beyond);
    }
    Some(Wanted::Stretch(first, last.min(bytes - 1) - first + 1))
}

/// Digits, or nothing at all; a number that is too long is a very large one.
#[expect(clippy::option_option, reason = "not a number, no number, and a number are three things")]
fn number(text: &str) -> Option<Option<u64>> {
    if text.is_empty() {
        return Some(None);
    }
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| Some(text.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(lines: &[&str], known: Option<&str>) -> Wanted {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::RANGE, line.parse().unwrap());
        }
        if let Some(known) = known {
            headers.insert(header::IF_RANGE, known.parse().unwrap());
        }
        wanted(&headers, 1000, "\"v1\"")
    }

    #[test]
    fn one_stretch_is_given_and_what_is_not_understood_is_the_whole() {
        for (line, expected) in [
            ("bytes=0-", Wanted::Stretch(0, 1000)),
            ("bytes=0-0", Wanted::Stretch(0, 1)),
            ("bytes=500-599", Wanted::Stretch(500, 100)),
            ("Bytes = 999-", Wanted::Stretch(999, 1)),
            ("bytes=900-99999999999999999999999", Wanted::Stretch(900, 100)),
            ("bytes=-1", Wanted::Stretch(999, 1)),
            ("bytes=-5000", Wanted::Stretch(0, 1000)),
            ("bytes=1000-", Wanted::Beyond),
            ("bytes=99999999999999999999999-", Wanted::Beyond),
            ("bytes=-0", Wanted::Beyond),
            ("bytes=5-4", Wanted::Whole),
            ("bytes=0-1,5-6", Wanted::Whole),
            ("bytes=a-b", Wanted::Whole),
            ("bytes=+1-2", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
            ("bytes", Wanted::Whole),
            ("seconds=0-1", Wanted::Whole),
            ("", Wanted::Whole),
        ] {
            assert_eq!(asked(&[line], None), expected, "{line}");
        }
        assert_eq!(asked(&[], None), Wanted::Whole);
        assert_eq!(asked(&["bytes=0-1", "bytes=2-3"], None), Wanted::Whole);
    }

    #[test]
    fn a_stretch_of_another_version_is_the_whole_of_this_one() {
        assert_eq!(asked(&["bytes=5-9"], Some("\"v1\"")), Wanted::Stretch(5, 5));
        for other in ["\"v2\"", "W/\"v1\"", "v1", "Fri, 20 Nov 2026 15:00:00 GMT"] {
            assert_eq!(asked(&["bytes=5-9"], Some(other)), Wanted::Whole, "{other}");
        }
    }
}
