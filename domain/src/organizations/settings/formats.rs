//! How the organization writes dates and times, for everybody who has not chosen otherwise (C-23).

use kernel::{DateFormat, Formats, TimeFormat};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct ByName {
    date: String,
    time: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
pub(super) fn serialize<S: Serializer>(formats: &Formats, into: S) -> Result<S::Ok, S::Error> {
    let (date, time) = (formats.date.name().to_owned(), formats.time.name().to_owned());
    ByName { date, time }.serialize(into)
}

/// A format that this version does not know is as it ships.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Formats, D::Error> {
    let ByName { date, time } = ByName::deserialize(from)?;
    Ok(Formats {
        date: DateFormat::parse(&date).unwrap_or_default(),
        time: TimeFormat::parse(&time).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::Settings;
    use kernel::Formats;

    #[test]
    fn e_14_c_23_each_of_the_twelve_ways_is_kept_as_the_organizations() {
        for formats in Formats::all() {
            let settings = Settings { formats, ..Settings::default() };
            let text = serde_json::to_string(&settings).unwrap();
            assert_eq!(Settings::from_json(&text).unwrap(), settings, "{text}");
        }
        let newer = r#"{"formats":{"date":"YY-DD","moon":1}}"#;
        assert_eq!(Settings::from_json(newer).unwrap().formats, Formats::default());
    }
}
