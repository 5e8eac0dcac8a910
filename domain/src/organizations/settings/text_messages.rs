//! Where text messages go, and how many in a day: they cost money, and some people earn by what others are made to
//! send (R22).

use kernel::text::calling_code;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TextMessages {
    /// How a number must begin, such as `+1`; without any it is one of the organization's own country.
    pub prefixes: Vec<String>,
    /// Codes that all people together may ask for in a day.
    pub per_day: i64,
}

impl TextMessages {
    pub const PER_DAY: std::ops::RangeInclusive<i64> = 1..=100_000;
    pub const MOST_PREFIXES: usize = 50;

    /// A prefix as it is compared: `+1 512` is `+1512`. A plus alone is everywhere.
    pub fn prefix(written: &str) -> Option<String> {
        let text: String = written.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let digits = text.strip_prefix('+')?;
        (digits.len() <= 15 && digits.bytes().all(|b| b.is_ascii_digit())).then_some(text)
    }

    /// A list of them, each once; or what is wrong with it.
    pub fn list<'a>(written: impl Iterator<Item = &'a str>) -> Result<Vec<String>, String> {
        let read =
            |part| Self::prefix(part).ok_or_else(|| format!("“{part}” is not written like +1 or +44."));
        let mut prefixes = written.map(read).collect::<Result<Vec<String>, String>>()?;
        prefixes.sort();
        prefixes.dedup();
        if prefixes.len() > Self::MOST_PREFIXES {
            return Err(format!("Write at most {}.", Self::MOST_PREFIXES));
        }
        Ok(prefixes)
    }

    /// How numbers begin that may get one.
    pub fn allowed(&self, region: &str) -> Vec<String> {
        if self.prefixes.is_empty() {
            return calling_code(region).map(|code| format!("+{code}")).into_iter().collect();
        }
        self.prefixes.clone()
    }

    pub fn most(&self) -> i64 {
        self.per_day.clamp(*Self::PER_DAY.start(), *Self::PER_DAY.end())
    }
}

impl Default for TextMessages {
    fn default() -> Self {
        Self { prefixes: Vec::new(), per_day: 500 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r22_a_prefix_is_a_plus_and_digits_and_without_any_it_is_ones_own_country() {
        for (written, read) in [
            ("+1", Some("+1")),
            (" +49 ", Some("+49")),
            ("+1 512-555", Some("+1512555")),
            ("+", Some("+")),
            ("", None),
            ("1", None),
            ("+1x", None),
            ("++1", None),
            ("+1234567890123456", None),
        ] {
            assert_eq!(TextMessages::prefix(written).as_deref(), read, "{written}");
        }
        assert_eq!(TextMessages::list(["+44", "+1", "+4 4"].into_iter()).unwrap(), ["+1", "+44"]);
        let many: Vec<String> = (0..51).map(|n| format!("+{n}")).collect();
        assert!(TextMessages::list(many.iter().skip(1).map(String::as_str)).is_ok());
        assert_eq!(TextMessages::list(many.iter().map(String::as_str)).unwrap_err(), "Write at most 50.");
        let shipped = TextMessages::default();
        assert_eq!(shipped.allowed("US"), ["+1"]);
        assert_eq!(shipped.allowed("DE"), ["+49"]);
        assert!(shipped.allowed("nowhere").is_empty());
        assert_eq!(TextMessages { per_day: -5, ..shipped }.most(), 1);
    }
}
