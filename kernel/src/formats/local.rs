//! The clock on somebody's wall: a time zone, and the way in which dates and times are written there.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::Formats;
use crate::Timestamp;

/// Moments as one person reads and writes them.
#[derive(Clone, Debug)]
pub struct Local {
    pub zone: TimeZone,
    pub formats: Formats,
}

impl Local {
    /// `21/11/2026 14:05`
    pub fn instant(&self, at: Timestamp) -> String {
        let here = self.clock(at);
        format!("{} {}", self.formats.date.write(here.date()), self.formats.time.write(here.time()))
    }

    /// `21/11/2026 14:05:09`: everything that [`Self::read`] needs to find the second again.
    pub fn to_the_second(&self, at: Timestamp) -> String {
        let here = self.clock(at);
        let time = self.formats.time.write_to_the_second(here.time());
        format!("{} {time}", self.formats.date.write(here.date()))
    }

    /// `21/11/2026 14:05:09 CST`, for the page of one record.
    pub fn exact(&self, at: Timestamp) -> String {
        let zone = at.to_jiff().to_zoned(self.zone.clone()).strftime("%Z").to_string();
        format!("{} {zone}", self.to_the_second(at))
    }

    /// `2026-11-21T14:05`, as a browser’s own field for date and time has it.
    pub fn for_field(&self, at: Timestamp) -> String {
        let here = self.clock(at);
        let (year, month, day) = (here.year(), here.month(), here.day());
        format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}", here.hour(), here.minute())
    }

    /// `21/11/2026`
    pub fn day(&self, date: Date) -> String {
        self.formats.date.write(date)
    }

    /// The day that it is here at this moment.
    pub fn date_of(&self, at: Timestamp) -> Date {
        self.clock(at).date()
    }

    /// What the clock shows at this moment.
    fn clock(&self, at: Timestamp) -> DateTime {
        self.zone.to_datetime(at.to_jiff())
    }

    /// Reads a day as it is written here, or in ISO 8601.
    pub fn read_day(&self, text: &str) -> Option<Date> {
        self.formats.date.read(text)
    }

    /// Reads a moment as it is written here, or in RFC 3339. A time that the clock shows twice is the first one; a
    /// time that it leaves out is as much later as the clock was moved.
    pub fn read(&self, text: &str) -> Option<Timestamp> {
        if let Some(at) = Timestamp::parse(text) {
            return Some(at);
        }
        // `2026-11-21T14:05` is what a browser's own field for date and time sends.
        let iso: Option<DateTime> = text.trim().parse().ok().filter(|_| text.contains('T'));
        let wall = if let Some(wall) = iso {
            wall
        } else {
            let (date, time) = text.trim().split_once(' ')?;
            self.formats.date.read(date)?.to_datetime(self.formats.time.read(time)?)
        };
        self.zone.to_timestamp(wall).ok().map(Timestamp::from_jiff)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{DateFormat, TimeFormat};

    fn chicago(formats: Formats) -> Local {
        Local { zone: TimeZone::get("America/Chicago").unwrap(), formats }
    }

    #[test]
    fn a_moment_is_written_in_the_zone_and_the_way_of_its_reader() {
        let at = Timestamp::parse("2026-11-21T20:05:09Z").unwrap();
        let shipped = chicago(Formats::default());
        assert_eq!(shipped.instant(at), "21/11/2026 14:05");
        assert_eq!(shipped.exact(at), "21/11/2026 14:05:09 CST");
        let american = chicago(Formats { date: DateFormat::MonthDayYear, time: TimeFormat::Twelve });
        assert_eq!(american.instant(at), "11/21/2026 2:05 PM");
        assert_eq!(american.exact(at), "11/21/2026 2:05:09 PM CST");
        assert_eq!(american.day(american.date_of(at)), "11/21/2026");
        assert_eq!(american.for_field(at), "2026-11-21T14:05");
    }

    #[test]
    fn e_14_each_of_the_twelve_ways_reads_what_it_wrote() {
        for formats in Formats::all() {
            let local = chicago(formats);
            for text in [
                "2026-11-21T20:05:09Z",
                "2026-03-04T05:59:59Z",
                "2026-12-31T06:00:00Z",
                "2024-02-29T18:00:00Z",
            ] {
                let at = Timestamp::parse(text).unwrap();
                let written = local.to_the_second(at);
                assert_eq!(local.read(&written), Some(at), "{written}");
                let day = local.date_of(at);
                assert_eq!(local.read_day(&local.day(day)), Some(day));
            }
            assert_eq!(local.read("2026-11-21T14:05"), Timestamp::parse("2026-11-21T20:05:00Z"));
            assert_eq!(local.read("2026-11-21T20:05:09Z"), Timestamp::parse("2026-11-21T20:05:09Z"));
            assert_eq!(local.read("soon"), None);
        }
    }

    #[test]
    fn the_hour_that_comes_twice_is_the_first_and_the_one_left_out_is_later() {
        let local = chicago(Formats::default());
        assert_eq!(local.read("01/11/2026 01:30"), Timestamp::parse("2026-11-01T06:30:00Z"));
        assert_eq!(local.read("08/03/2026 02:30"), Timestamp::parse("2026-03-08T08:30:00Z"));
    }
}
