//! A text as a picture that a camera reads: the path of an SVG, so that nothing has to be loaded.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// Squares of one unit on a field of `size` by `size`, with the quiet zone around them.
pub(crate) struct Picture {
    pub size: i32,
    pub path: String,
}

/// What the standard asks for around the squares.
const QUIET: i32 = 4;

impl Picture {
    /// None if the text is too long for one.
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
                let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
        Some(Self { size: code.size() + 2 * QUIET, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_a_corner_a_quiet_zone_and_nothing_that_could_run() {
        let picture = Picture::of("otpauth://totp/x?secret=ABCD").unwrap();
        assert!(picture.path.starts_with("M4 4h1v1h-1z"), "{}", picture.path);
        assert!(picture.path.chars().all(|c| c.is_ascii_digit() || "Mhvz- ".contains(c)));
        assert!(picture.size > 21 + 2 * QUIET - 1);
        assert!(Picture::of(&"x".repeat(5000)).is_none());
    }
}
