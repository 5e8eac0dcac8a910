//! A transcript as it is sent and pasted: plain text, WebVTT or SubRip, told apart by what is in it; and the way back.

use std::fmt::Write;

use kernel::{Error, Result};

use super::{Line, marked};

/// A transcript, as it is sent.
pub const MOST_BYTES: usize = 400_000;
/// Characters that can be pasted into a form: it is longer on its way than it is.
pub const PASTED: usize = 60_000;
const MOST_LINES: usize = 5_000;
/// Characters of one line.
const LONGEST: usize = 2_000;

/// What is wrong with it, in words for whoever wrote it.
pub(super) fn wrong(words: impl Into<String>) -> Error {
    Error::invalid("transcript", words)
}

/// The lines of a transcript, whatever it is written in.
pub(super) fn parse(bytes: &[u8]) -> Result<Vec<Line>> {
    if bytes.len() > MOST_BYTES {
        return Err(wrong(format!("A transcript may have at most {} kB.", MOST_BYTES / 1_000)));
    }
    let text =
        std::str::from_utf8(bytes).map_err(|_| wrong("This is no text in UTF-8. Save it as UTF-8."))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    if text.contains(|c: char| c.is_control() && c != '\n' && c != '\t') {
        return Err(wrong("Leave out the control characters: this is no plain text, WebVTT or SubRip."));
    }
    let lines = if marked::is_marked(&text) { marked::parse(&text)? } else { plain(&text) };
    checked(lines)
}

/// Each line that is not empty.
fn plain(text: &str) -> Vec<Line> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| Line { text: line.to_owned(), ..Line::default() }).collect()
}

fn checked(lines: Vec<Line>) -> Result<Vec<Line>> {
    if lines.is_empty() {
        return Err(wrong("There is nothing said in this."));
    }
    if lines.len() > MOST_LINES {
        return Err(wrong(format!(
            "A transcript may have at most {MOST_LINES} lines; this one has {}.",
            lines.len()
        )));
    }
    for line in &lines {
        let characters = line.text.chars().count().max(line.who.chars().count());
        if characters > LONGEST {
            let begins: String = line.text.chars().take(40).collect();
            return Err(wrong(format!(
                "A line may have at most {LONGEST} characters; the one that begins with “{begins}” has {characters}."
            )));
        }
    }
    Ok(lines)
}

/// A transcript as somebody can change it and send it again: with its times as WebVTT, without any as plain text.
pub fn written(lines: &[Line]) -> String {
    if !lines.iter().any(|line| line.at.is_some()) {
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        return texts.join("\n");
    }
    let mut text = "WEBVTT\n".to_owned();
    for line in lines {
        let at = line.at.unwrap_or(0);
        let until = line.until.unwrap_or(at);
        // A String takes everything.
        let _ = write!(text, "\n{} --> {}\n", time(at), time(until));
        if !line.who.is_empty() {
            let _ = write!(text, "<v {}>", escaped(&line.who));
        }
        text.push_str(&escaped(&line.text));
        text.push('\n');
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// `00:01:02.500`
fn time(milliseconds: i64) -> String {
    let (seconds, rest) = (milliseconds / 1_000, milliseconds % 1_000);
    format!("{:02}:{:02}:{:02}.{rest:03}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &[u8]) -> String {
        match parse(text) {
            Err(Error::Invalid(invalid)) => invalid.message("transcript").unwrap().to_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn plain_text_is_a_line_each_and_what_is_no_text_is_said_so() {
        let lines = parse(b"\xef\xbb\xbfHello.\r\n\r\n  How can I help?\rThank you\n").unwrap();
        let texts: Vec<_> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["Hello.", "How can I help?", "Thank you"]);
        assert!(lines.iter().all(|line| line.at.is_none()));
        assert_eq!(written(&lines), "Hello.\nHow can I help?\nThank you");
        assert!(message(b"").contains("nothing said"));
        assert!(message(b" \n\n").contains("nothing said"));
        assert!(message(b"\xff\xfeH\0i\0").contains("UTF-8"));
        assert!(message(b"ID3\x04\0\0").contains("control characters"));
    }

    #[test]
    fn limits_hold_at_the_limit_and_at_one_more() {
        assert_eq!(parse("a\n".repeat(MOST_LINES).as_bytes()).unwrap().len(), MOST_LINES);
        assert!(message("a\n".repeat(MOST_LINES + 1).as_bytes()).contains("5000 lines; this one has 5001"));
        parse("ä".repeat(LONGEST).as_bytes()).unwrap();
        assert!(message("ä".repeat(LONGEST + 1).as_bytes()).contains("has 2001"));
        let line = format!("{}\n", "b".repeat(999));
        parse(line.repeat(MOST_BYTES / 1_000).as_bytes()).unwrap();
        assert!(message(format!("{}c", line.repeat(MOST_BYTES / 1_000)).as_bytes()).contains("400 kB"));
    }

    #[test]
    fn what_is_written_down_reads_as_it_was() {
        let lines = vec![
            Line {
                at: Some(1_200),
                until: Some(3_400),
                who: "Dana & Co".to_owned(),
                text: "Is 1 < 2?".to_owned(),
            },
            Line {
                at: Some(3_725_001),
                until: Some(3_726_000),
                who: String::new(),
                text: "Two\nrows".to_owned(),
            },
        ];
        let text = written(&lines);
        assert!(text.contains("01:02:05.001 --> 01:02:06.000\nTwo\nrows"), "{text}");
        assert_eq!(parse(text.as_bytes()).unwrap(), lines);
    }

    #[test]
    fn whatever_is_sent_is_answered() {
        let dice = kernel::Dice::seeded(7);
        let pieces = [
            "WEBVTT",
            "\n",
            "\n\n",
            "00:01.000",
            " --> ",
            "1",
            "<v ",
            ">",
            "&amp;",
            "&",
            ";",
            "{\\an8}",
            "NOTE",
            "STYLE",
            ":",
            ".",
            ",",
            "99:99:99.999",
            "é",
            "-",
            "<",
            "\t",
            "00:00:00,1",
            "9999999999999999999999",
        ];
        for _ in 0..20_000 {
            let text: String = (0..dice.below(12)).filter_map(|_| dice.pick(&pieces)).copied().collect();
            if let Ok(lines) = parse(text.as_bytes()) {
                assert_eq!(parse(written(&lines).as_bytes()).unwrap().len(), lines.len(), "{text:?}");
            }
        }
    }
}
