//! Names and numbers from a telephone system, less what no screen can show.

/// Longest texts that are kept. Asterisk never writes a line over 1024 bytes; other files are held to the
/// same order of size, because open calls are kept in memory.
pub const NUMBER: usize = 80;
pub const NAME: usize = 120;
pub const CHANNEL: usize = 160;
pub const NOTES: usize = 1000;

/// One line, trimmed, control characters as spaces, at most `max` characters.
pub fn clean(text: &str, max: usize) -> String {
    let text = text.trim();
    if text.len() <= max && text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return text.to_owned();
    }
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(max).collect();
    spaced.trim().to_owned()
}

/// The name and the number of `"Maria Gomez" <5125550143>`. Either may be missing, and the marks as well.
pub fn caller(clid: &str) -> (String, String) {
    let clid = clid.trim();
    let (name, number) = match clid.rsplit_once('<') {
        Some((name, rest)) => (name, rest.trim_end().strip_suffix('>').unwrap_or(rest)),
        None if looks_like_a_number(clid) => ("", clid),
        None => (clid, ""),
    };
    let name = name.trim();
    let name = name.strip_prefix('"').unwrap_or(name);
    let name = name.strip_suffix('"').unwrap_or(name);
    // Many exchanges write the number again where they know no name.
    let name = if name == number { "" } else { name };
    (clean(name, NAME), clean(number, NUMBER))
}

fn looks_like_a_number(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || b"+-(). *#".contains(&b))
}
