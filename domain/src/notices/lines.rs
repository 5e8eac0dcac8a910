//! What letters do to words: first names, and values that stay on their line.

use super::Channel;

/// The name by which a letter addresses a person: `Hannah` of `Dr. Hannah Weiss` (S0-18).
pub fn first_name(name: &str) -> &str {
    name.split_whitespace().find(|word| !word.ends_with('.')).unwrap_or(name)
}

/// Line breaks and other control characters become spaces: nothing written by somebody begins a line, or a header.
pub fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace() || c == '\u{2028}' || c == '\u{2029}')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Letters of a text message that are given to what was said.
const LONGEST_SMS: usize = 300;

/// What is said of something, as far as it is known; a text message has a part of it.
pub fn in_a_line(parts: &[&str], channel: Channel) -> String {
    let words = parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
    match channel {
        Channel::Sms if words.chars().count() > LONGEST_SMS => {
            format!("{}…", words.chars().take(LONGEST_SMS - 1).collect::<String>())
        }
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_no_first_names() {
        for (name, first) in [
            ("Dr. Hannah Weiss", "Hannah"),
            ("Dana Reyes", "Dana"),
            ("Prof. Dr.", "Prof. Dr."),
            ("Ann", "Ann"),
        ] {
            assert_eq!(first_name(name), first);
        }
    }

    #[test]
    fn a_value_never_begins_a_line() {
        assert_eq!(one_line("Ann\r\nBcc: x@y.example\0\u{85}end"), "Ann Bcc: x@y.example end");
        assert_eq!(one_line("  Ann\tLee "), "Ann Lee");
    }
}
