//! Plain text as people type it, less what no screen can show.

use super::TextError;

/// One line: trimmed, no control characters, at most `max` characters. May be empty.
pub fn line(text: &str, max: usize) -> Result<String, TextError> {
    let text = text.trim();
    if text.chars().any(char::is_control) {
        return Err("Write this on one line, without control characters.".into());
    }
    within(text, max)
}

/// Several lines: trimmed, line breaks become `\n`, other control characters are refused. May be empty.
pub fn paragraph(text: &str, max: usize) -> Result<String, TextError> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err("Leave out the control characters.".into());
    }
    within(text, max)
}

fn within(text: &str, max: usize) -> Result<String, TextError> {
    let length = text.chars().count();
    if length > max {
        return Err(TextError(format!("Use at most {max} characters; this has {length}.")));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_exact() {
        assert_eq!(line(&"é".repeat(10), 10).unwrap(), "é".repeat(10));
        assert!(line(&"é".repeat(11), 10).is_err());
        assert!(line("a\nb", 10).is_err());
        assert!(line("a\0b", 10).is_err());
        assert_eq!(paragraph(" a\r\nb\rc ", 10).unwrap(), "a\nb\nc");
        assert!(paragraph("a\u{1b}[31mb", 20).is_err());
    }
}
