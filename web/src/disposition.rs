//! Whether a browser shows a file or saves it, and under which name (RFC 6266, RFC 8187).

use std::fmt::Write as _;

use axum::http::HeaderValue;

/// What a browser does with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Saved,
    Shown,
}

/// The header: a name that every program reads, and the right one for those that read letters of all languages.
pub fn disposition(way: Way, name: &str) -> HeaderValue {
    let way = match way {
        Way::Saved => "attachment",
        Way::Shown => "inline",
    };
    let plain = |letter: char| {
        let kept = letter.is_ascii_graphic() && !matches!(letter, '"' | '\\' | '%' | '/') || letter == ' ';
        if kept { letter } else { '_' }
    };
    let plain: String = name.chars().map(plain).collect();
    let mut exact = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            exact.push(char::from(byte));
        } else {
            let _ = write!(exact, "%{byte:02X}");
        }
    }
    HeaderValue::from_str(&format!("{way}; filename=\"{plain}\"; filename*=UTF-8''{exact}"))
        .unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_any_letters_ends_nothing_and_begins_nothing() {
        for (name, said) in [
            ("Plan 2.pdf", "attachment; filename=\"Plan 2.pdf\"; filename*=UTF-8''Plan%202.pdf"),
            ("Grüße.txt", "attachment; filename=\"Gr__e.txt\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe.txt"),
            (
                "a\"; x=y\r\nb.txt",
                "attachment; filename=\"a_; x=y__b.txt\"; filename*=UTF-8''a%22%3B%20x%3Dy%0D%0Ab.txt",
            ),
        ] {
            assert_eq!(disposition(Way::Saved, name).to_str().ok(), Some(said));
        }
        assert!(disposition(Way::Shown, "a").to_str().is_ok_and(|said| said.starts_with("inline; ")));
    }
}
