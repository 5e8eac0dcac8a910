//! An email address: how a person signs in.

use std::fmt;

use super::TextError;

/// An address as it was typed. Two addresses that differ only in case are the same person's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// The longest address that mail can carry (RFC 5321, 4.5.3.1.3).
    pub const MAX: usize = 254;

    /// Accepts what mail servers accept in practice: one `@`, a dotted host, no spaces, quotes or control
    /// characters. Whether the mailbox exists only a mail can tell.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = text.trim();
        if text.is_empty() {
            return Err("Enter an email address.".into());
        }
        if text.len() > Self::MAX {
            return Err(TextError(format!("An email address has at most {} characters.", Self::MAX)));
        }
        let usable = |(local, host): (&str, &str)| {
            !local.is_empty()
                && local.len() <= 64
                && !local.starts_with('.')
                && !local.ends_with('.')
                && !text.contains("..")
                && host.contains('.')
                && host.split('.').all(|label| {
                    !label.is_empty()
                        && !label.starts_with('-')
                        && !label.ends_with('-')
                        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
                })
                && !local.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>()[],;:\\@".contains(c))
        };
        if text.split_once('@').is_some_and(usable) {
            Ok(Self(text.to_owned()))
        } else {
            Err("Enter an email address such as name@example.com.".into())
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form that must be unique: lower case.
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }

    /// What stands before the `@`.
    pub fn local(&self) -> &str {
        self.0.split_once('@').map_or(self.0.as_str(), |(local, _)| local)
    }

    /// A name when nobody gave one: `Dana Reyes` of `dana.reyes@brightsmile.example`.
    pub fn name(&self) -> String {
        let words = self.local().split(['.', '_', '-', '+']).filter(|word| !word.is_empty()).map(|word| {
            let mut letters = word.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_addresses_are_taken_and_tricks_are_refused() {
        for good in
            ["a@b.co", " Ann.Lee+portal@Example.COM ", "o'brien@example.com", "jürgen@müller.de", "x@1.2"]
        {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@",
            "@b.co",
            "a@b",
            "a@@b.co",
            "a b@c.de",
            "a@b.co\r\nBcc: x@y.z",
            "<a@b.co>",
            "a@-b.co",
            "a@b..co",
            ".a@b.co",
            "\"a\"@b.co",
            "a@b.co,c@d.ef",
            "a@[127.0.0.1]",
        ] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
        assert!(Email::parse(&format!("{}@example.com", "a".repeat(300))).is_err());
        assert_eq!(Email::parse("A@B.Co").unwrap().folded(), "a@b.co");
    }
}
