//! The lines of a calendar file (RFC 5545), as far as events need them. Nothing is nested by calling itself, so that no
//! file is too deep.

/// `DTSTART;TZID=America/New_York:20261120T080000`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// In capitals.
    pub name: String,
    /// With names in capitals.
    pub(super) parameters: Vec<(String, String)>,
    pub value: String,
}

impl Line {
    fn parse(text: &str) -> Option<Self> {
        let mut quoted = false;
        let colon = text.find(|sign| {
            quoted ^= sign == '"';
            sign == ':' && !quoted
        })?;
        let (head, value) = (text.get(..colon)?, text.get(colon + 1..)?);
        let mut quoted = false;
        let mut parts = head.split(|sign| {
            quoted ^= sign == '"';
            sign == ';' && !quoted
        });
        let name = parts.next()?.trim().to_ascii_uppercase();
        let parameters = parts.filter_map(|part| {
            let (name, value) = part.split_once('=')?;
            Some((name.to_ascii_uppercase(), value.trim_matches('"').to_owned()))
        });
        Some(Self { name, parameters: parameters.collect(), value: value.to_owned() })
    }

    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value as a text, with its signs as they were before they were escaped.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.value.len());
        let mut signs = self.value.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '\\' => match signs.next() {
                    Some('n' | 'N') | None => text.push(' '),
                    Some(other) => text.push(other),
                },
                sign if sign.is_control() => text.push(' '),
                sign => text.push(sign),
            }
        }
        text.trim().to_owned()
    }
}

/// The lines of each event, or nothing if it is no calendar.
pub(super) fn events(file: &str) -> Option<Vec<Vec<Line>>> {
    let mut within: Vec<String> = Vec::new();
    let mut found: Vec<Vec<Line>> = Vec::new();
    let mut is_calendar = false;
    for text in unfolded(file.trim_start_matches('\u{feff}')) {
        let Some(line) = Line::parse(&text) else { continue };
        match line.name.as_str() {
            "BEGIN" => {
                within.push(line.value.trim().to_ascii_uppercase());
                is_calendar |= is_at(&within, &["VCALENDAR"]);
                if is_at(&within, &["VCALENDAR", "VEVENT"]) {
                    found.push(Vec::new());
                }
            }
            "END" => {
                within.pop();
            }
            // What an alarm of the event says is not what the event says.
            _ if is_at(&within, &["VCALENDAR", "VEVENT"]) => {
                if let Some(event) = found.last_mut() {
                    event.push(line);
                }
            }
            _ => {}
        }
    }
    is_calendar.then_some(found)
}

fn is_at(within: &[String], place: &[&str]) -> bool {
    within.len() == place.len() && within.iter().zip(place).all(|(one, other)| one == other)
}

/// A line that begins with a space goes on with the one before.
fn unfolded(file: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in file.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_unfolded_unescaped_and_told_apart_by_what_they_stand_in() {
        let file = "\u{feff}begin:VCALENDAR\r\nX-A:1\r\nBEGIN:VEVENT\r\nSUMMARY:Ann\\, the\r\n  fir\r\n\tst\\nof \\\\ all\r\n\
                    BEGIN:VALARM\r\nSUMMARY:Wake up\r\nEND:VALARM\r\nATTENDEE;CN=\"Reed; Ann:\":mailto:ann@one.test\r\n\
                    END:VEVENT\r\nBEGIN:VTODO\r\nSUMMARY:no\r\nEND:VTODO\r\nEND:VCALENDAR\r\n";
        let found = events(file).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].len(), 2, "{found:?}");
        assert_eq!(found[0][0].text(), "Ann, the first of \\ all");
        assert_eq!(found[0][1].parameter("CN"), Some("Reed; Ann:"));
        assert_eq!(found[0][1].value, "mailto:ann@one.test");
        assert_eq!(events("BEGIN:VCALENDAR\nEND:VCALENDAR"), Some(Vec::new()));
        for bad in ["", "Name,Date\nAnn,today", "BEGIN:VCARD\nEND:VCARD", ":::;;=\"", "\u{feff}"] {
            assert_eq!(events(bad), None, "{bad}");
        }
        let deep = format!("BEGIN:VCALENDAR\n{}", "BEGIN:VEVENT\n".repeat(100_000));
        assert_eq!(events(&deep).unwrap().len(), 1, "no file is too deep");
    }
}
