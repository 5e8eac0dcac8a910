//! How somebody reads dates and times, as a program writes it.

use domain::people::profile::Preferences;
use kernel::{DateFormat, Invalid, TimeFormat, TimeZoneName};
use web::reading::{date_format, time_format};

use crate::body::{Patch, optional};

/// The choices after a change of the zone, the dates and the times; what cannot be chosen is noted.
pub fn changed(invalid: &mut Invalid, before: &Preferences, changes: [Patch; 3]) -> Preferences {
    let [zone, date, time] = changes;
    let zone = zone.on(before.time_zone.as_ref().map(ToString::to_string).unwrap_or_default());
    let date = date.on(before.date.map_or("", DateFormat::name).to_owned());
    let time = time.on(before.time.map_or("", TimeFormat::name).to_owned());
    Preferences {
        time_zone: optional(invalid, "time_zone", &zone, TimeZoneName::parse),
        date: chosen(invalid, "date_format", &date, date_format),
        time: chosen(invalid, "time_format", &time, time_format),
    }
}

fn chosen<T>(
    invalid: &mut Invalid,
    field: &str,
    written: &str,
    read: impl FnOnce(&str) -> Result<T, &'static str>,
) -> Option<T> {
    if written.is_empty() { None } else { invalid.check(field, read(written)) }
}

#[cfg(test)]
mod tests {
    use kernel::Formats;

    use super::*;

    #[test]
    fn e_14_each_of_the_twelve_ways_is_chosen_kept_and_taken_back() {
        let mut invalid = Invalid::default();
        for formats in Formats::all() {
            let write = |text: &str| Patch::Write(text.to_owned());
            let changes = [write("Europe/Berlin"), write(formats.date.name()), write(formats.time.name())];
            let now = changed(&mut invalid, &Preferences::default(), changes);
            assert_eq!((now.date, now.time), (Some(formats.date), Some(formats.time)));
            assert_eq!(changed(&mut invalid, &now, [Patch::Keep, Patch::Keep, Patch::Keep]), now);
            let empty = [Patch::Empty, Patch::Empty, Patch::Empty];
            assert_eq!(changed(&mut invalid, &now, empty), Preferences::default());
        }
        assert!(invalid.is_empty());
        let wrong = ["Moon/Sea", "YY", "25h"].map(|text| Patch::Write(text.to_owned()));
        changed(&mut invalid, &Preferences::default(), wrong);
        let fields: Vec<&str> = invalid.fields().iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["time_zone", "date_format", "time_format"]);
    }
}
