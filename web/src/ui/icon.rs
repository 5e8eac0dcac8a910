//! The small drawings beside words; they decorate, the word next to them says it.

use std::fmt;

use super::prints_itself;

/// Every drawing in the sprite, one name a line; the front-end build reads the same file.
const NAMES: &str = include_str!("icons.txt");

/// Changes whenever the list of drawings changes, so that no browser keeps a sprite without the newest ones.
const VERSION: u32 = checksum(NAMES.as_bytes());

/// One drawing of the sprite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(&'static str);

prints_itself!(Icon);

/// The drawing with this name; the name must stand in `icons.txt`.
pub const fn icon(name: &'static str) -> Icon {
    Icon(name)
}

impl Icon {
    /// Whether the sprite has this drawing.
    pub fn is_drawn(self) -> bool {
        NAMES.lines().any(|name| name == self.0)
    }
}

impl fmt::Display for Icon {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_assert!(self.is_drawn(), "no icon named {} in icons.txt", self.0);
        write!(
            out,
            r#"<svg class="icon" aria-hidden="true"><use href="/assets/icons.svg?v={VERSION:x}#{}"/></svg>"#,
            self.0
        )
    }
}

/// FNV-1a: enough to tell two lists of names apart, and computable while compiling.
const fn checksum(mut bytes: &[u8]) -> u32 {
    let mut sum = 0x811c_9dc5_u32;
    while let [byte, rest @ ..] = bytes {
        sum = (sum ^ *byte as u32).wrapping_mul(0x0100_0193);
        bytes = rest;
    }
    sum
}
