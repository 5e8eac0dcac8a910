//! One line of a card: folded, escaped, with its parameters.

/// Octets of a line, before it is folded (RFC 6350, 3.2).
const WIDTH: usize = 75;

/// A line as it was written: its name and parameters in upper case, its value still escaped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// In the file.
    pub number: usize,
    pub name: String,
    /// Names and values; those of an older way of writing have no name and are types.
    pub parameters: Vec<(String, String)>,
    pub value: String,
}

impl Line {
    /// None for what is no line of a card.
    fn parse(number: usize, text: &str) -> Option<Self> {
        let (before, value) = split_outside_quotes(text, ':')?;
        let mut parts = parts_outside_quotes(before, ';').into_iter();
        let name = parts.next()?;
        // `item1.TEL` is grouped with other lines, which says nothing here.
        let name = name.rsplit('.').next().unwrap_or_default().trim().to_ascii_uppercase();
        let parameters = parts
            .map(|part| match part.split_once('=') {
                Some((name, value)) => {
                    (name.trim().to_ascii_uppercase(), value.replace('"', "").to_ascii_uppercase())
                }
                None => ("TYPE".to_owned(), part.to_ascii_uppercase()),
            })
            .collect();
        Some(Self { number, name, parameters, value: value.to_owned() })
    }

    /// Whether one of its types is this.
    pub fn is(&self, kind: &str) -> bool {
        let types = self.parameters.iter().filter(|(name, _)| name == "TYPE");
        types.flat_map(|(_, value)| value.split(',')).any(|one| one.trim() == kind)
    }

    /// How much it is preferred: 1 before all others.
    pub fn preference(&self) -> u32 {
        let said =
            self.parameters.iter().find(|(name, _)| name == "PREF").and_then(|(_, value)| value.parse().ok());
        said.unwrap_or(if self.is("PREF") { 1 } else { 101 })
    }

    /// The value as it was meant.
    pub fn text(&self) -> String {
        unescape(&self.value)
    }

    /// The parts of a value that has several.
    pub fn parts(&self, separator: char) -> Vec<String> {
        let mut parts = vec![String::new()];
        let mut letters = self.value.chars();
        while let Some(letter) = letters.next() {
            if letter == separator {
                parts.push(String::new());
            } else if let Some(last) = parts.last_mut() {
                last.push(letter);
                if letter == '\\' {
                    last.extend(letters.next());
                }
            }
        }
        parts.iter().map(|part| unescape(part)).collect()
    }
}

/// The lines of a file, unfolded.
pub fn lines(text: &str) -> Vec<Line> {
    let mut whole: Vec<(usize, String)> = Vec::new();
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (line.strip_prefix([' ', '\t']), whole.last_mut()) {
            (Some(rest), Some((_, last))) => last.push_str(rest),
            _ => whole.push((number + 1, line.to_owned())),
        }
    }
    whole.iter().filter_map(|(number, line)| Line::parse(*number, line)).collect()
}

fn split_outside_quotes(text: &str, at: char) -> Option<(&str, &str)> {
    let mut quoted = false;
    let place = text.char_indices().find(|(_, letter)| {
        quoted ^= *letter == '"';
        *letter == at && !quoted
    });
    text.split_at_checked(place?.0)
        .map(|(before, after)| (before, after.get(at.len_utf8()..).unwrap_or_default()))
}

fn parts_outside_quotes(text: &str, at: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((part, after)) = split_outside_quotes(rest, at) {
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => plain.push('\n'),
                Some(other) => plain.push(other),
                None => {}
            },
            other => plain.push(other),
        }
    }
    plain
}

/// A text as a value: nothing in it ends the line or the part.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ',' | ';' => escaped.extend(['\\', letter]),
            '\n' | '\r' => escaped.push_str("\\n"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The line with its end, folded between characters.
pub fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 8);
    let mut width = 0;
    for letter in line.chars() {
        if width + letter.len_utf8() > WIDTH {
            folded.push_str("\r\n ");
            width = 1;
        }
        folded.push(letter);
        width += letter.len_utf8();
    }
    folded.push_str("\r\n");
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s0_09_lines_are_read_as_they_were_folded_quoted_and_escaped() {
        for (text, name, value) in [
            ("FN:Ann Lee", "FN", "Ann Lee"),
            ("fn;CHARSET=UTF-8:Ann", "FN", "Ann"),
            ("item1.TEL;type=cell:+1 512", "TEL", "+1 512"),
            ("NOTE:one\\, two\\; three\\nfour\\\\", "NOTE", "one, two; three\nfour\\"),
            ("TEL;X=\"a:b;c\":5", "TEL", "5"),
            ("NO\r\n TE:a\r\n  b\r\n\tc", "NOTE", "a bc"),
            ("NOTE:", "NOTE", ""),
            ("NOTE:end\\", "NOTE", "end"),
        ] {
            let all = lines(text);
            assert_eq!((all[0].name.as_str(), all[0].text().as_str()), (name, value), "{text}");
        }
        assert!(lines("no line of a card\n\n").is_empty());
        assert_eq!(lines("\u{feff}A:1\n\nB:2")[1].number, 3);
        let tel = &lines("TEL;CELL;PREF:1")[0];
        assert!(tel.is("CELL") && !tel.is("HOME") && tel.preference() == 1);
        assert_eq!(lines("TEL;TYPE=\"work,voice\";PREF=7:1")[0].preference(), 7);
        assert_eq!(lines("N:Le\\;e;Ann;;;")[0].parts(';'), ["Le;e", "Ann", "", "", ""]);
    }

    #[test]
    fn s0_09_no_line_is_longer_than_readers_take_and_nothing_breaks_out_of_it() {
        let long = format!("NOTE:{}", "ü".repeat(100));
        let folded = fold(&long);
        assert!(folded.split("\r\n").all(|line| line.len() <= WIDTH), "{folded}");
        assert_eq!(lines(&folded)[0].value, "ü".repeat(100));
        let evil = "x\r\nEND:VCARD\rTEL:1;a,b\\";
        assert_eq!(escape(evil), "x\\nEND:VCARD\\nTEL:1\\;a\\,b\\\\");
        assert_eq!(
            lines(&fold(&format!("NOTE:{}", escape(evil))))[0].text(),
            evil.replace("\r\n", "\n").replace('\r', "\n")
        );
    }
}
