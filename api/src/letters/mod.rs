//! The texts of letters: as they ship, or as the organization has written them.

mod change;
mod read;

pub use change::{LetterWords, edit, preview, reset, test};
pub use read::{LetterText, LetterTexts, list, show};
