//! The time zones that a form offers: those of most clients first, and whichever is in use.

use kernel::TimeZoneName;

const OFFERED: &[&str] = &[
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "America/Halifax",
    "America/Toronto",
    "America/Winnipeg",
    "America/Regina",
    "America/Edmonton",
    "America/Vancouver",
    "America/St_Johns",
    "America/Mexico_City",
    "America/Bogota",
    "America/Lima",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/Argentina/Buenos_Aires",
    "Atlantic/Reykjavik",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/Madrid",
    "Europe/Paris",
    "Europe/Brussels",
    "Europe/Amsterdam",
    "Europe/Berlin",
    "Europe/Zurich",
    "Europe/Vienna",
    "Europe/Rome",
    "Europe/Prague",
    "Europe/Warsaw",
    "Europe/Copenhagen",
    "Europe/Oslo",
    "Europe/Stockholm",
    "Europe/Helsinki",
    "Europe/Athens",
    "Europe/Bucharest",
    "Europe/Istanbul",
    "Africa/Cairo",
    "Africa/Lagos",
    "Africa/Nairobi",
    "Africa/Johannesburg",
    "Asia/Jerusalem",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kolkata",
    "Asia/Bangkok",
    "Asia/Singapore",
    "Asia/Hong_Kong",
    "Asia/Manila",
    "Asia/Shanghai",
    "Asia/Seoul",
    "Asia/Tokyo",
    "Australia/Perth",
    "Australia/Adelaide",
    "Australia/Brisbane",
    "Australia/Sydney",
    "Pacific/Auckland",
    "UTC",
];

/// Values and labels. A zone that is in use and not in the list stands first.
pub fn offered(in_use: &[&str]) -> Vec<(String, String)> {
    let other = in_use
        .iter()
        .filter(|name| !OFFERED.contains(name))
        .filter_map(|name| TimeZoneName::parse(name).ok().map(|zone| zone.as_str().to_owned()));
    let mut names: Vec<String> = other.chain(OFFERED.iter().map(|name| (*name).to_owned())).collect();
    names.dedup();
    names.into_iter().map(|name| (name.clone(), words(&name))).collect()
}

/// `New York (America)`: what a person looks for comes first.
fn words(name: &str) -> String {
    let name = name.replace('_', " ");
    match name.split_once('/') {
        Some((region, city)) => format!("{} ({region})", city.replace('/', ", ")),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_is_one_that_the_clock_knows() {
        for name in OFFERED {
            assert_eq!(TimeZoneName::parse(name).map(|zone| zone.as_str().to_owned()).as_deref(), Ok(*name));
        }
    }

    #[test]
    fn a_zone_in_use_is_offered_too() {
        let zones = offered(&["Asia/Kathmandu", "Nowhere/Atlantis", "America/Chicago", ""]);
        assert_eq!(zones[0], ("Asia/Kathmandu".to_owned(), "Kathmandu (Asia)".to_owned()));
        assert_eq!(zones.len(), OFFERED.len() + 1);
        assert_eq!(words("America/New_York"), "New York (America)");
        assert_eq!(words("UTC"), "UTC");
    }
}
