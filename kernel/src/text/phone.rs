//! A telephone number, written the same way wherever it came from.

use std::fmt;

use super::TextError;

/// A number in E.164: `+15125550143`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Phone(String);

impl Phone {
    /// Reads a number as people write it. A number without a country code is taken as one of `region`
    /// (ISO 3166, `US`).
    pub fn parse(text: &str, region: &str) -> Result<Self, TextError> {
        let text = text.trim();
        if text.is_empty() {
            return Err("Enter a telephone number.".into());
        }
        if text.len() > 40 {
            return Err("A telephone number has at most 40 characters.".into());
        }
        let number = phonenumber::parse(region.parse().ok(), text)
            .map_err(|_| TextError::from("Enter a telephone number such as +1 512 555 0143."))?;
        let e164 = number.format().mode(phonenumber::Mode::E164).to_string();
        let digits = e164.len().saturating_sub(1);
        if (7..=15).contains(&digits) {
            Ok(Self(e164))
        } else {
            Err("A telephone number has 7 to 15 digits with its country code.".into())
        }
    }

    /// A number that is known to be in E.164 because the database kept it.
    pub fn stored(e164: String) -> Self {
        Self(e164)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits that a telephone system may show for this number: with and without its country code.
    pub fn dialed_forms(&self) -> Vec<String> {
        let full = self.0.trim_start_matches('+').to_owned();
        let Ok(number) = phonenumber::parse(None, &self.0) else { return vec![full] };
        let national = number.national().to_string();
        vec![full, national]
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A number in E.164 as people of a country (ISO 3166, `US`) write it: their own without its country code, any other one
/// with it. Anything else as it came.
pub fn phone_in(number: &str, region: &str) -> String {
    if let Some((area, exchange, line)) = north_american(number) {
        return if calling_code(region) == Some(1) {
            format!("({area}) {exchange}-{line}")
        } else {
            format!("+1 {area}-{exchange}-{line}")
        };
    }
    formatted(number, region)
}

/// The three parts of a number of the North American plan, which are always written the same way: pages full of them need
/// no look into the plans of all countries.
fn north_american(number: &str) -> Option<(&str, &str, &str)> {
    let digits = number.strip_prefix("+1").filter(|rest| rest.len() == 10)?;
    let is_code = |part: &str| part.starts_with(|first| ('2'..='9').contains(&first));
    let (area, exchange, line) = (digits.get(..3)?, digits.get(3..6)?, digits.get(6..)?);
    let known = digits.bytes().all(|one| one.is_ascii_digit()) && is_code(area) && is_code(exchange);
    known.then_some((area, exchange, line))
}

fn formatted(number: &str, region: &str) -> String {
    // Letters would be read as the digits that they share a key with.
    let is_whole = number.strip_prefix('+').is_some_and(|rest| rest.bytes().all(|one| one.is_ascii_digit()));
    let known = is_whole.then(|| phonenumber::parse(None, number).ok()).flatten();
    let Some(known) = known else { return number.to_owned() };
    let own = calling_code(region) == Some(known.code().value());
    let mode = if own { phonenumber::Mode::National } else { phonenumber::Mode::International };
    known.format().mode(mode).to_string()
}

/// Whether this names a country whose numbers are known (ISO 3166, `US`).
pub fn is_region(text: &str) -> bool {
    text.parse::<phonenumber::country::Id>().is_ok()
}

/// What stands behind the plus in numbers of a country (ISO 3166, `US`): 1.
pub fn calling_code(region: &str) -> Option<u16> {
    phonenumber::metadata::DATABASE.by_id(region).map(phonenumber::Metadata::country_code)
}

/// The digits of a number as a telephone system wrote it, less the marks and the international prefix:
/// `+1 (512) 555-0143`, `0015125550143` and `15125550143` are one number.
pub fn dialed_digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    for prefix in ["00", "011"] {
        if let Some(rest) = digits.strip_prefix(prefix)
            && rest.len() >= 8
        {
            return rest.to_owned();
        }
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_has_one_form() {
        for text in ["(512) 555-0143", "+1 512 555 0143", "512.555.0143", " +15125550143 "] {
            assert_eq!(Phone::parse(text, "US").unwrap().as_str(), "+15125550143", "{text}");
        }
        assert_eq!(Phone::parse("030 901820", "DE").unwrap().as_str(), "+4930901820");
        assert_eq!((calling_code("US"), calling_code("DE"), calling_code("??")), (Some(1), Some(49), None));
        for bad in ["", "call me", "1", "+1", &"5".repeat(41)] {
            assert!(Phone::parse(bad, "US").is_err(), "{bad}");
        }
    }

    #[test]
    fn s0_09_a_number_is_shown_by_country() {
        for (number, region, shown) in [
            ("+15125550143", "US", "(512) 555-0143"),
            ("+15125550143", "DE", "+1 512-555-0143"),
            ("+4930901820", "DE", "030 901820"),
            ("+4930901820", "US", "+49 30 901820"),
            ("101", "US", "101"),
            ("+15125550143 (mobile)", "US", "+15125550143 (mobile)"),
            ("anonymous", "US", "anonymous"),
            ("+", "US", "+"),
        ] {
            assert_eq!(phone_in(number, region), shown);
        }
    }

    #[test]
    fn numbers_of_the_north_american_plan_are_shown_as_the_plans_of_all_countries_say() {
        for number in
            ["+12015550123", "+15125550143", "+14165550143", "+12425550143", "+18005550143", "+19995550143"]
        {
            assert!(north_american(number).is_some(), "{number}");
            for region in ["US", "CA", "BS", "DE", ""] {
                assert_eq!(phone_in(number, region), formatted(number, region), "{number} in {region}");
            }
        }
        for other in
            ["+11235550143", "+15120550143", "+1512555014", "+151255501434", "+44201555014", "5125550143"]
        {
            assert!(north_american(other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_telephone_systems_digits_are_compared() {
        assert_eq!(dialed_digits("+1 (512) 555-0143"), "15125550143");
        assert_eq!(dialed_digits("0015125550143"), "15125550143");
        assert_eq!(dialed_digits("01115125550143"), "15125550143");
        assert_eq!(dialed_digits("101"), "101");
        let forms = Phone::parse("+15125550143", "US").unwrap().dialed_forms();
        assert_eq!(forms, ["15125550143", "5125550143"]);
    }
}
