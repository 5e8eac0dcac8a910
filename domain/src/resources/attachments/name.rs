//! What an attached file is called: as its owner calls it, less what could mislead whoever saves it.

/// Longer names are cut, and keep their ending.
const LONGEST: usize = 120;

/// Characters that no system takes in a name.
const NOWHERE: [char; 7] = ['<', '>', ':', '"', '|', '?', '*'];

pub(super) fn tidy(said: &str) -> String {
    // Some programs send the folder along.
    let said = said.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen = said.chars().filter(|letter| !letter.is_control() && !turns_or_hides(*letter));
    let name: String = seen.map(|letter| if NOWHERE.contains(&letter) { '_' } else { letter }).collect();
    let name = name.trim().trim_start_matches(['.', '~', '-']).trim_end_matches(['.', ' ']).trim();
    if name.is_empty() {
        return "file".to_owned();
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if name.chars().count() <= LONGEST {
        return name.to_owned();
    }
    let most = LONGEST.saturating_sub(ending.chars().count() + 1);
    if ending.is_empty() || most == 0 {
        return name.chars().take(LONGEST).collect();
    }
    let stem: String = name.chars().take(most).collect();
    format!("{}.{ending}", stem.trim_end_matches(['.', ' ']))
}

/// Marks that turn the direction of writing, or that nobody sees: “gpj.exe” would look like “exe.jpg”.
fn turns_or_hides(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn a_name_misleads_nobody() {
        for (said, kept) in [
            ("Preise für Gäste 2026.pdf", "Preise für Gäste 2026.pdf"),
            ("C:\\Users\\nora\\plan.png", "plan.png"),
            ("../../etc/passwd", "passwd"),
            ("a\r\nSet-Cookie: x.txt", "aSet-Cookie_ x.txt"),
            ("photo\u{202e}gpj.exe", "photogpj.exe"),
            ("what?<b>\"now\".csv", "what__b__now_.csv"),
            (" . ", "file"),
            ("", "file"),
            (".hidden.txt. ", "hidden.txt"),
        ] {
            assert_eq!(tidy(said), kept);
        }
        let long = tidy(&format!("{}.docx", "é".repeat(300)));
        assert_eq!(long.chars().count(), 120);
        assert!(long.ends_with("é.docx"), "{long}");
        assert_eq!(tidy(&format!("a.{}", "x".repeat(300))).chars().count(), 120);
    }
}
