//! The back half of a client's public address, and its name for other programs (S3-55 … S3-57).

use std::fmt;

use super::TextError;

/// 3 to 40 small letters, digits and single hyphens between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nickname(String);

/// What would look like a page of the provider, or like a person who speaks for it.
const RESERVED: [&str; 54] = [
    "abuse",
    "about",
    "account",
    "accounts",
    "admin",
    "administrator",
    "api",
    "app",
    "assets",
    "auth",
    "billing",
    "blog",
    "business",
    "client",
    "clients",
    "console",
    "contact",
    "contacts",
    "customer",
    "dashboard",
    "demo",
    "docs",
    "download",
    "email",
    "help",
    "helpdesk",
    "home",
    "info",
    "invoice",
    "invoices",
    "legal",
    "login",
    "logout",
    "mail",
    "news",
    "office",
    "official",
    "operator",
    "password",
    "payment",
    "payments",
    "portal",
    "portico",
    "privacy",
    "public",
    "register",
    "root",
    "security",
    "settings",
    "signin",
    "signup",
    "status",
    "support",
    "system",
];

impl Nickname {
    pub const MIN: usize = 3;
    pub const MAX: usize = 40;

    /// Capital letters become small ones, spaces and underscores hyphens.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text: String = text
            .trim()
            .chars()
            .map(|c| if c == ' ' || c == '_' { '-' } else { c.to_ascii_lowercase() })
            .collect();
        if text.is_empty() {
            return Err("Enter a nickname.".into());
        }
        if !text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            return Err("Use only letters from a to z, digits and hyphens.".into());
        }
        if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return Err("A hyphen stands between two letters or digits.".into());
        }
        if !(Self::MIN..=Self::MAX).contains(&text.len()) {
            return Err(TextError(format!("A nickname has {} to {} characters.", Self::MIN, Self::MAX)));
        }
        if text.bytes().all(|b| b.is_ascii_digit()) {
            return Err("A nickname has at least one letter.".into());
        }
        let nickname = Self(text);
        let looks = nickname.skeleton();
        if RESERVED.iter().any(|word| skeleton(word) == looks) {
            return Err(TextError(format!("“{nickname}” is reserved. Choose another one.")));
        }
        Ok(nickname)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What it looks like at a glance: two nicknames with the same skeleton are taken for each other.
    pub fn skeleton(&self) -> String {
        skeleton(&self.0)
    }
}

impl fmt::Display for Nickname {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Without hyphens, and each look-alike as one of its kind: `0` and `o`, `1`, `i` and `l`, `5` and `s`, `rn` and `m`,
/// `vv` and `w`.
fn skeleton(text: &str) -> String {
    let one: String = text
        .chars()
        .filter(|c| *c != '-')
        .map(|c| match c {
            '0' => 'o',
            '1' | 'i' => 'l',
            '5' => 's',
            other => other,
        })
        .collect();
    one.replace("rn", "m").replace("vv", "w")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_55_a_nickname_is_a_short_word_of_letters_digits_and_hyphens() {
        for (written, kept) in [
            ("north", Some("north")),
            (" North Side ", Some("north-side")),
            ("bright_smile", Some("bright-smile")),
            ("24h-dental", Some("24h-dental")),
            ("abc", Some("abc")),
            ("ab", None),
            (&"a".repeat(40), Some(&*"a".repeat(40))),
            (&"a".repeat(41), None),
            ("", None),
            ("-north", None),
            ("north-", None),
            ("no--rth", None),
            ("12345", None),
            ("nörth", None),
            ("north/side", None),
            ("north.side", None),
            ("а-cyrillic", None),
            ("admin", None),
            ("ADM1N", None),
            ("sup-port", None),
            ("l0gin", None),
        ] {
            assert_eq!(Nickname::parse(written).ok().as_ref().map(Nickname::as_str), kept, "{written}");
        }
        assert!(Nickname::parse("support").unwrap_err().to_string().contains("reserved"));
    }

    #[test]
    fn s3_56_look_alikes_have_one_skeleton() {
        let skeleton = |text: &str| Nickname::parse(text).unwrap().skeleton();
        for (one, other) in [
            ("north-side", "northside"),
            ("bill5", "bllls"),
            ("modern", "modem"),
            ("vvest", "west"),
            ("o0o-x", "ooox"),
        ] {
            assert_eq!(skeleton(one), skeleton(other), "{one} {other}");
        }
        assert_ne!(skeleton("north"), skeleton("south"));
    }
}
