//! Which passwords may be chosen: long enough, and none that others would think of. There are no rules on
//! composition and nothing is cut off (NIST SP 800-63B-4).

use kernel::text::fold;
use zxcvbn::feedback::Warning;
use zxcvbn::zxcvbn;

use super::password_hashing::LONGEST;
use crate::organizations::Organization;

/// What takes fewer guesses than ten to the power of this is on everybody's list: the tens of thousands of common
/// passwords, names and words that are built in, also with a digit behind them or numbers for letters.
const GUESSES_LOG10: f64 = 5.0;

/// As many characters beside what everybody knows make a password.
const LEFT_OVER: usize = 4;

const KNOWN: &str = "This is little more than a name or an address that others know.";
const INSTEAD: &str = "Use several words that do not belong together.";

/// The letter that a digit or a sign stands for when somebody writes `h4nn@h`.
const fn letter_meant(c: char) -> char {
    match c {
        '4' | '@' => 'a',
        '3' => 'e',
        '1' | '!' => 'i',
        '0' => 'o',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    }
}

/// The rules for one person: they know the words that are no secret about this person.
#[derive(Clone, Debug)]
pub struct PasswordPolicy {
    shortest: usize,
    words: Vec<String>,
}

impl PasswordPolicy {
    /// `about` are the names and addresses of the person and of the account.
    pub fn of<'a>(organization: &'a Organization, about: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = vec!["portico".to_owned()];
        for text in std::iter::once(organization.name.as_str()).chain(about) {
            let folded = fold(text);
            let parts = folded.split(|c: char| !c.is_alphanumeric());
            let joined: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
            words.extend(parts.map(str::to_owned).chain([joined]).filter(|word| word.chars().count() > 2));
        }
        words.sort();
        words.dedup();
        Self { shortest: organization.settings.passwords.shortest(), words }
    }

    /// How many characters it takes at least.
    pub const fn shortest(&self) -> usize {
        self.shortest
    }

    /// What everybody knows about the person, folded.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// What is wrong with a password, and what to do instead. Never repeats the password.
    pub fn judge(&self, password: &str) -> Result<(), String> {
        // First of all, and for nothing: a megabyte is refused before anything is done with it.
        if password.len() > LONGEST {
            return Err(format!("Use at most {LONGEST} bytes; letters without accents are one each."));
        }
        let length = password.chars().count();
        if length < self.shortest {
            return Err(format!("Use at least {} characters; this has {length}.", self.shortest));
        }
        let folded = fold(password);
        let words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        if self.is_little_more_than_known(&folded) {
            return Err(format!("{KNOWN} {INSTEAD}"));
        }
        let estimate = zxcvbn(&folded, &words);
        let as_written = zxcvbn(password, &words);
        if estimate.guesses_log10().min(as_written.guesses_log10()) >= GUESSES_LOG10 {
            return Ok(());
        }
        let why = if self.words.iter().any(|word| folded.contains(word.as_str())) {
            KNOWN
        } else {
            reason(estimate.feedback().and_then(zxcvbn::feedback::Feedback::warning))
        };
        Err(format!("{why} {INSTEAD}"))
    }

    /// Whether hardly anything is left without the words that everybody knows about the person, also where digits
    /// and signs stand for their letters.
    fn is_little_more_than_known(&self, folded: &str) -> bool {
        let mut rest: String = folded.chars().map(letter_meant).filter(|c| c.is_alphanumeric()).collect();
        let whole = rest.len();
        let mut words: Vec<&String> = self.words.iter().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        for word in words {
            rest = rest.replace(word.as_str(), "");
        }
        rest.len() < whole && rest.chars().count() < LEFT_OVER
    }
}

const fn reason(warning: Option<Warning>) -> &'static str {
    match warning {
        Some(
            Warning::ThisIsATop10Password
            | Warning::ThisIsATop100Password
            | Warning::ThisIsACommonPassword
            | Warning::ThisIsSimilarToACommonlyUsedPassword,
        ) => "This is on the list of passwords that many people use.",
        Some(
            Warning::StraightRowsOfKeysAreEasyToGuess
            | Warning::ShortKeyboardPatternsAreEasyToGuess
            | Warning::SequencesLikeAbcAreEasyToGuess,
        ) => "Neighbouring keys, letters and digits are easy to guess.",
        Some(
            Warning::RepeatsLikeAaaAreEasyToGuess | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess,
        ) => "Repetitions are easy to guess.",
        Some(Warning::DatesAreOftenEasyToGuess | Warning::RecentYearsAreEasyToGuess) => {
            "Dates are easy to guess."
        }
        _ => "This is too easy to guess.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organizations::Settings;
    use kernel::OrgId;

    fn policy(shortest: usize, about: &[&str]) -> PasswordPolicy {
        let mut settings = Settings::default();
        settings.passwords.min_length = shortest;
        let organization = Organization {
            id: OrgId::new(1),
            name: "Harborline Answering".to_owned(),
            host: None,
            region: "US".to_owned(),
            time_zone: "UTC".to_owned(),
            accent: String::new(),
            settings,
        };
        PasswordPolicy::of(&organization, about.iter().copied())
    }

    #[test]
    fn c_03_length_counts_and_nothing_must_be_mixed() {
        let shipped = policy(12, &["Dana Reyes"]);
        for good in [
            "correct horse",
            "correct horse battery",
            "Cn6~Tc8|Mr0=Rv5",
            "lantern gravel otter seventeen",
            "ünïcödé wörds äre wélcome",
            "wolkenbruch im juli",
        ] {
            assert_eq!(shipped.judge(good), Ok(()), "{good}");
        }
        let eleven = shipped.judge("kxqv-pm2 zf").unwrap_err();
        assert_eq!(eleven, "Use at least 12 characters; this has 11.");
        assert_eq!(shipped.judge("kxqv-pm2 zfw"), Ok(()));
    }

    #[test]
    fn s4_19_with_six_set_five_are_refused_and_six_accepted() {
        let six = policy(6, &[]);
        assert!(six.judge("kX7#q").is_err());
        assert_eq!(six.judge("kX7#qv"), Ok(()));
        assert!(six.judge("123456").is_err(), "what everybody uses stays refused");
    }

    #[test]
    fn what_others_think_of_first_is_refused_with_the_reason() {
        let person = policy(8, &["Dr. Hannah Weiss", "hannah@brightsmile.example", "Bright Smile Dental"]);
        for (bad, why) in [
            ("password", "many people use"),
            ("Passw0rd1", "many people use"),
            ("iloveyou", "many people use"),
            ("qwertyuiopas", ""),
            ("aaaaaaaaaaaaaa", "Repetitions"),
            ("abcdefghijkl", "Neighbouring"),
            ("123456789012", "easy to guess"),
            ("brightsmile1", "name or an address"),
            ("HannahWeiss", "name or an address"),
            ("h4nnahweiss!", ""),
            ("harborline1", "name or an address"),
            ("portico1", "name or an address"),
        ] {
            let said = person.judge(bad).unwrap_err();
            assert!(said.contains(why), "{bad}: {said}");
            assert!(bad == "password" || !said.contains(bad), "{said}");
        }
    }

    #[test]
    fn nothing_is_cut_off_up_to_128_characters_of_any_script() {
        let shipped = policy(12, &[]);
        let longest: String = "鍵🔑語ß".chars().cycle().take(128).collect();
        assert!(longest.len() <= LONGEST);
        assert_ne!(shipped.judge(&longest).err(), Some(format!("Use at most {LONGEST} bytes")));
        assert!(shipped.judge(&"x y".repeat(400_000)).unwrap_err().starts_with("Use at most"));
    }
}
