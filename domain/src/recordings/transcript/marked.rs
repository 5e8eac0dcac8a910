//! WebVTT and SubRip: blocks of lines, each with the time from which to which it is said.

use kernel::Result;

use super::Line;
use super::text::wrong;

const ARROW: &str = "-->";
/// No recording is longer than that, and no number here becomes too large.
const MOST_HOURS: u64 = 999;

/// Whether a text has times, or says that it has.
pub(super) fn is_marked(text: &str) -> bool {
    let mut begins = text.lines().filter(|line| !line.trim().is_empty()).take(3);
    is_head(text) || begins.any(|line| line.contains(ARROW))
}

fn is_head(text: &str) -> bool {
    text.trim_start()
        .strip_prefix("WEBVTT")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n']))
}

/// Lines that belong together, with the number of the first one.
type Block<'a> = (usize, Vec<&'a str>);

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut all: Vec<Block<'_>> = Vec::new();
    let mut begun = false;
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            begun = false;
        } else if let (true, Some((_, block))) = (begun, all.last_mut()) {
            block.push(line);
        } else {
            all.push((number + 1, vec![line]));
            begun = true;
        }
    }
    all
}

/// What is said, in the order of its times.
pub(super) fn parse(text: &str) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    let head = usize::from(is_head(text));
    for (number, block) in blocks(text).into_iter().skip(head) {
        let first = block.first().map_or("", |line| line.trim());
        let about = ["NOTE", "STYLE", "REGION"].into_iter().any(|word| {
            first.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        });
        if head == 1 && about && !first.contains(ARROW) {
            continue;
        }
        let Some(timed) = block.iter().take(2).position(|line| line.contains(ARROW)) else {
            return Err(wrong(format!(
                "Line {number} has no time before it, such as 00:01:02.500 --> 00:01:05.000."
            )));
        };
        let (at, until) = times(number + timed, block.get(timed).copied().unwrap_or_default())?;
        said(&mut lines, (at, until), block.get(timed + 1..).unwrap_or_default());
    }
    lines.sort_by_key(|line| line.at);
    Ok(lines)
}

/// The two times of a line; what WebVTT says after them is about where it is shown.
fn times(number: usize, line: &str) -> Result<(i64, i64)> {
    let (from, to) = line.split_once(ARROW).unwrap_or((line, ""));
    let to = to.split_whitespace().next().unwrap_or_default();
    let read = |text: &str| {
        time(text).ok_or_else(|| {
            let shown: String = text.chars().take(40).collect();
            wrong(format!("Line {number}: “{shown}” is no time. Write it as 00:01:02.500."))
        })
    };
    let (at, until) = (read(from.trim())?, read(to)?);
    if until < at {
        return Err(wrong(format!("Line {number} ends before it begins.")));
    }
    Ok((at, until))
}

/// `00:01:02.500`, `01:02,500`, `00:01:02`
fn time(text: &str) -> Option<i64> {
    let (clock, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let mut parts = clock.split(':').rev();
    let seconds = whole(parts.next()?, 59)?;
    let minutes = whole(parts.next()?, 59)?;
    let hours = parts.next().map_or(Some(0), |hours| whole(hours, MOST_HOURS))?;
    if parts.next().is_some() || fraction.len() > 3 {
        return None;
    }
    let rest = whole(&format!("{fraction:0<3}"), 999)?;
    i64::try_from(((hours * 60 + minutes) * 60 + seconds) * 1_000 + rest).ok()
}

fn whole(digits: &str, most: u64) -> Option<u64> {
    let number = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
    (number <= most).then_some(number)
}

/// What is said at one time; two who speak are two lines.
fn said(lines: &mut Vec<Line>, (at, until): (i64, i64), rows: &[&str]) {
    let mut who = String::new();
    let mut texts: Vec<(String, String)> = Vec::new();
    for row in rows {
        let (named, text) = clean(row);
        if let Some(named) = named {
            who = named;
        }
        let text = text.trim();
        if text.is_empty() {
            continue;
        }
        match texts.last_mut() {
            Some((last, whole)) if *last == who => {
                whole.push('\n');
                whole.push_str(text);
            }
            _ => texts.push((who.clone(), text.to_owned())),
        }
    }
    let line = |(who, text)| Line { at: Some(at), until: Some(until), who, text };
    lines.extend(texts.into_iter().map(line));
}

/// The words of a row without its marks, and who it names as speaking.
fn clean(row: &str) -> (Option<String>, String) {
    let (mut who, mut text, mut rest) = (None, String::new(), row);
    while let Some(at) = rest.find(['<', '{', '&']) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let (taken, read) = mark(from, &mut who);
        text.push_str(&read);
        rest = from.get(taken..).unwrap_or_default();
    }
    text.push_str(rest);
    (who, text)
}

/// How many bytes of `from` are a mark, at least one, and what is read of it.
fn mark(from: &str, who: &mut Option<String>) -> (usize, String) {
    let one = || (1, from.chars().next().map(String::from).unwrap_or_default());
    if let Some(inside) = from.strip_prefix('<') {
        let Some((tag, _)) = inside.split_once('>') else { return one() };
        // A voice may have classes: `<v.loud Dana>`.
        let named = tag.strip_prefix('v').filter(|rest| rest.starts_with([' ', '.', '\t']));
        if let Some((_, name)) = named.and_then(|named| named.split_once([' ', '\t'])) {
            *who = Some(entities(name.trim()));
        }
        return (tag.len() + 2, String::new());
    }
    if from.starts_with("{\\") {
        return from.find('}').map_or_else(one, |end| (end + 1, String::new()));
    }
    ENTITIES
        .into_iter()
        .find(|(name, _)| from.starts_with(name))
        .map_or_else(one, |(name, read)| (name.len(), read.to_owned()))
}

const ENTITIES: [(&str, &str); 6] =
    [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&lrm;", ""), ("&rlm;", "")];

fn entities(name: &str) -> String {
    // What stands for `&` is read last, so that nothing is read twice.
    ENTITIES.into_iter().rev().fold(name.to_owned(), |name, (written, read)| name.replace(written, read))
}

#[cfg(test)]
mod tests {
    use kernel::Error;

    use super::*;

    fn line(at: i64, until: i64, who: &str, text: &str) -> Line {
        Line { at: Some(at), until: Some(until), who: who.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn webvtt_has_voices_notes_and_marks() {
        let text = "WEBVTT - a call\nKind: captions\n\nNOTE written by a program\n--> is no time here\n\nSTYLE\n::cue {}\n\n\
                    intro\n00:01.000 --> 00:04.500 align:start position:0%\n<v.loud Dana Reyes>Good <b>morning</b>, R&amp;D.\n\n\
                    01:00:05.000 --> 01:00:06.000\n<v Tom &amp; Co>Hello\n<v Dana Reyes>It is 3 < 4,\n<00:05.500>is it?\n";
        assert_eq!(
            parse(text).unwrap(),
            [
                line(1_000, 4_500, "Dana Reyes", "Good morning, R&D."),
                line(3_605_000, 3_606_000, "Tom & Co", "Hello"),
                line(3_605_000, 3_606_000, "Dana Reyes", "It is 3 < 4,\nis it?"),
            ]
        );
    }

    #[test]
    fn subrip_has_numbers_and_commas_and_may_be_out_of_order() {
        let text = "2\n00:00:05,250 --> 00:00:07,000\n{\\an8}<i>Second</i>\n\n1\n00:00:01,5 --> 00:00:02\nFirst\nrow two\n\n\
                    3\n00:00:09,000 --> 00:00:10,000\n\n";
        assert!(is_marked(text));
        assert_eq!(
            parse(text).unwrap(),
            [line(1_500, 2_000, "", "First\nrow two"), line(5_250, 7_000, "", "Second")]
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (text, words) in [
            ("WEBVTT\n\nHello", "Line 3 has no time before it"),
            ("WEBVTT\n\n00:61.000 --> 00:62.000\nHello", "Line 3: “00:61.000” is no time"),
            ("1\n00:00:01,000 --> 00:00:02;000\nHello", "Line 2: “00:00:02;000” is no time"),
            ("1\n00:00:03,000 --> 00:00:02,000\nHello", "Line 2 ends before it begins"),
            ("00:00:03,000 -->\nHello", "Line 1: “” is no time"),
            ("00:00:03.0000 --> 00:00:04.000\nHello", "is no time"),
            ("9999:00:03.000 --> 00:00:04.000\nHello", "is no time"),
            ("+1:03.000 --> 00:00:04.000\nHello", "is no time"),
        ] {
            assert!(is_marked(text), "{text}");
            match parse(text) {
                Err(Error::Invalid(invalid)) => {
                    let message = invalid.message("transcript").unwrap();
                    assert!(message.contains(words), "{text}: {message}");
                }
                other => panic!("{text}: {other:?}"),
            }
        }
        assert!(!is_marked("Dana: hello\nTom: I go --> there\n".replace("-->", "to").as_str()));
        assert!(!is_marked("WEBVTTX"));
    }
}
