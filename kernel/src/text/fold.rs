//! How Portico compares words: without regard to case, accents and doubled spaces.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The folded form that search columns keep: lower case, no accents, single spaces.
/// Done here and not by the database, so that both engines find the same things.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return squeeze(text.chars().map(|c| c.to_ascii_lowercase()), text.len());
    }
    squeeze(text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase), text.len())
}

fn squeeze(chars: impl Iterator<Item = char>, capacity: usize) -> String {
    let mut folded = String::with_capacity(capacity);
    for c in chars {
        if !c.is_whitespace() {
            folded.push(c);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_spaces_do_not_matter() {
        for (text, folded) in [
            ("Zoë  Müller ", "zoe muller"),
            ("ＡＢＣ", "abc"),
            ("", ""),
            (" \t\n", ""),
            ("ÉCOLE", "ecole"),
            ("Dr. No", "dr. no"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }
}
