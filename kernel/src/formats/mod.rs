//! How somebody writes dates and times: three orders, two separators and two clocks make twelve ways (E-14).

mod date;
mod local;
mod time;

pub use date::DateFormat;
pub use local::Local;
pub use time::TimeFormat;

/// One of the twelve ways. It ships as `21/11/2026` and `14:05` (S4-37, S4-40).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Formats {
    pub date: DateFormat,
    pub time: TimeFormat,
}

impl Formats {
    /// Every way there is.
    pub fn all() -> impl Iterator<Item = Self> {
        DateFormat::ALL.into_iter().flat_map(|date| TimeFormat::ALL.map(|time| Self { date, time }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_14_there_are_twelve_ways_and_each_has_its_name() {
        let mut names: Vec<String> = Formats::all()
            .map(|formats| format!("{} {}", formats.date.name(), formats.time.name()))
            .collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 12);
        for formats in Formats::all() {
            assert_eq!(DateFormat::parse(formats.date.name()), Some(formats.date));
            assert_eq!(TimeFormat::parse(formats.time.name()), Some(formats.time));
        }
        assert_eq!(DateFormat::parse("DD-MM-YYYY"), None);
        assert_eq!(TimeFormat::parse("25h"), None);
    }

    #[test]
    fn s4_37_s4_40_it_ships_with_day_first_slashes_and_twenty_four_hours() {
        let shipped = Formats::default();
        assert_eq!((shipped.date.name(), shipped.time.name()), ("DD/MM/YYYY", "24h"));
    }
}
