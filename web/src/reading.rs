//! The questions about how somebody reads dates and times: the zone, the format of dates, the clock.

use domain::people::profile::Preferences;
use kernel::{DateFormat, Formats, Invalid, Local, TimeFormat, TimeZoneName, Timestamp};

use crate::form_page::select;
use crate::ui::FieldView;
use crate::{Fields, time_zones};

/// The names of the fields.
pub const NAMES: [&str; 3] = ["time_zone", "date_format", "time_format"];

/// What counts for somebody who does not choose.
pub struct Defaults<'a> {
    /// Whose zone it is then, in words.
    pub zone: &'static str,
    pub formats: Formats,
    /// Examples show this moment on this clock.
    pub now: Timestamp,
    pub local: &'a Local,
}

/// What was chosen, as the fields have it.
pub fn written(chosen: &Preferences) -> [(&'static str, String); 3] {
    [
        ("time_zone", chosen.time_zone.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("date_format", chosen.date.map_or("", DateFormat::name).to_owned()),
        ("time_format", chosen.time.map_or("", TimeFormat::name).to_owned()),
    ]
}

pub fn questions(typed: &Fields, defaults: &Defaults<'_>) -> Vec<FieldView> {
    let zones = time_zones::offered(&[typed.get("time_zone")]);
    let organization = Local { formats: defaults.formats, ..defaults.local.clone() };
    let date = organization.day(organization.date_of(defaults.now));
    let dates = format!("As the organization has it: {date}");
    let times = format!("As the organization has it: {}", time(defaults, defaults.formats.time));
    vec![
        FieldView { short: true, ..select(typed, "time_zone", "Time zone", Some(defaults.zone), zones) },
        FieldView {
            short: true,
            ..select(typed, "date_format", "Dates", Some(&dates), date_formats(defaults.now, defaults.local))
        },
        FieldView {
            short: true,
            ..select(typed, "time_format", "Times", Some(&times), time_formats(defaults.now, defaults.local))
        },
    ]
}

fn time(defaults: &Defaults<'_>, format: TimeFormat) -> String {
    format.write(defaults.now.to_jiff().to_zoned(defaults.local.zone.clone()).time())
}

/// Each format of dates with an example.
pub fn date_formats(now: Timestamp, local: &Local) -> Vec<(String, String)> {
    let today = local.date_of(now);
    let each = DateFormat::ALL.into_iter();
    each.map(|format| (format.name().to_owned(), format!("{} ({})", format.name(), format.write(today))))
        .collect()
}

/// Each clock with an example.
pub fn time_formats(now: Timestamp, local: &Local) -> Vec<(String, String)> {
    let time = now.to_jiff().to_zoned(local.zone.clone()).time();
    let each = TimeFormat::ALL.into_iter();
    each.map(|format| (format.name().to_owned(), format!("{}: {}", format.label(), format.write(time))))
        .collect()
}

/// The answers; notes what is wrong with them.
pub fn read(typed: &Fields, invalid: &mut Invalid) -> Preferences {
    let some = |name: &str| Some(typed.get(name)).filter(|text| !text.is_empty()).map(str::to_owned);
    let time_zone = some("time_zone").and_then(|name| invalid.check("time_zone", TimeZoneName::parse(&name)));
    let date = some("date_format").and_then(|name| invalid.check("date_format", date_format(&name)));
    let time = some("time_format").and_then(|name| invalid.check("time_format", time_format(&name)));
    Preferences { time_zone, date, time }
}

pub fn date_format(name: &str) -> Result<DateFormat, &'static str> {
    DateFormat::parse(name).ok_or("Choose one of the date formats.")
}

pub fn time_format(name: &str) -> Result<TimeFormat, &'static str> {
    TimeFormat::parse(name).ok_or("Choose 24-hour or 12-hour.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_14_each_of_the_twelve_ways_goes_through_the_form() {
        for formats in Formats::all() {
            let chosen = Preferences { time_zone: None, date: Some(formats.date), time: Some(formats.time) };
            let mut invalid = Invalid::default();
            assert_eq!(read(&Fields::of(written(&chosen)), &mut invalid), chosen);
            assert!(invalid.is_empty());
        }
        let mut invalid = Invalid::default();
        let nothing = read(
            &Fields::of([("date_format", "DD-MM".to_owned()), ("time_zone", "Moon".to_owned())]),
            &mut invalid,
        );
        assert_eq!(nothing, Preferences::default());
        assert_eq!(invalid.fields().len(), 2);
    }
}
