//! When a person hears of something: at once or with others, and not in quiet hours. Pure functions on the clock on the
//! wall.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use kernel::{Span, Timestamp};

use crate::on_call::{clock, moment};

/// How often somebody hears of a kind of notice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rhythm {
    #[default]
    AtOnce,
    Hourly,
    Daily,
}

impl Rhythm {
    pub const ALL: [Self; 3] = [Self::AtOnce, Self::Hourly, Self::Daily];

    pub const fn name(self) -> &'static str {
        match self {
            Self::AtOnce => "at_once",
            Self::Hourly => "hourly",
            Self::Daily => "daily",
        }
    }

    pub const fn words(self) -> &'static str {
        match self {
            Self::AtOnce => "At once",
            Self::Hourly => "Once an hour, in one letter",
            Self::Daily => "Once a day, in one letter",
        }
    }

    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rhythm| rhythm.name() == name)
    }
}

/// From one time of the day to another, over midnight if need be. In minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    pub from: i64,
    pub until: i64,
}

/// What somebody has chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    pub quiet: Option<Quiet>,
    /// When a letter of the day comes, in minutes after midnight.
    pub daily_at: i64,
}

impl Default for Times {
    fn default() -> Self {
        Self { quiet: None, daily_at: 8 * 60 }
    }
}

/// When what happens at `at` is told.
pub(super) fn due(at: Timestamp, rhythm: Rhythm, times: Times, zone: &TimeZone) -> Timestamp {
    let due = match rhythm {
        Rhythm::AtOnce => at,
        Rhythm::Hourly => next_hour(at, zone),
        Rhythm::Daily => next_day(at, times.daily_at, zone),
    };
    times.quiet.and_then(|quiet| end(due, quiet, zone)).unwrap_or(due)
}

/// When the quiet hours end in which this moment lies.
fn end(at: Timestamp, quiet: Quiet, zone: &TimeZone) -> Option<Timestamp> {
    let today = clock(zone, at).date();
    [today.yesterday().ok(), Some(today)].into_iter().flatten().find_map(|day| {
        let last = if quiet.from < quiet.until { day } else { day.tomorrow().ok()? };
        let (from, until) = (moment(zone, wall(day, quiet.from)), moment(zone, wall(last, quiet.until)));
        (from <= at && at < until).then_some(until)
    })
}

fn next_hour(at: Timestamp, zone: &TimeZone) -> Timestamp {
    let now = clock(zone, at);
    let minutes = Span::minutes(60 - i64::from(now.minute()));
    let past = i64::from(now.second()) * 1_000_000 + i64::from(now.subsec_nanosecond()) / 1_000;
    Timestamp::from_micros((at + minutes).micros() - past)
}

fn next_day(at: Timestamp, daily_at: i64, zone: &TimeZone) -> Timestamp {
    let today = clock(zone, at).date();
    let days = [Some(today), today.tomorrow().ok()].into_iter().flatten();
    days.map(|day| moment(zone, wall(day, daily_at))).find(|due| *due > at).unwrap_or(at + Span::days(1))
}

fn wall(day: Date, minutes: i64) -> DateTime {
    let part = |number: i64| i8::try_from(number).unwrap_or_default();
    let time = Time::new(part(minutes.div_euclid(60)), part(minutes.rem_euclid(60)), 0, 0);
    day.to_datetime(time.unwrap_or(Time::midnight()))
}

/// `07:05`
pub fn time_of_day(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes.div_euclid(60), minutes.rem_euclid(60))
}

/// The minutes after midnight of `07:05`.
pub(super) fn minutes(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str, below: i64| {
        let digits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i64>().ok().filter(|number| digits && *number < below)
    };
    Some(number(hours, 24)? * 60 + number(minutes, 60)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_comes_at_its_time_and_never_in_quiet_hours() {
        let night = Some(Quiet { from: 22 * 60, until: 7 * 60 });
        let noon = Some(Quiet { from: 12 * 60, until: 13 * 60 });
        let early = Some(Quiet { from: 90, until: 150 });
        let (at_once, hourly, daily) = (Rhythm::AtOnce, Rhythm::Hourly, Rhythm::Daily);
        let (chicago, kathmandu) = ("America/Chicago", "Asia/Kathmandu");
        for (why, rhythm, quiet, zone, at, expected) in [
            ("at once", at_once, None, chicago, "2026-06-01T12:34:56Z", "2026-06-01T12:34:56Z"),
            ("a minute before", at_once, night, chicago, "2026-06-02T02:59:59Z", "2026-06-02T02:59:59Z"),
            (
                "from the first minute",
                at_once,
                night,
                chicago,
                "2026-06-02T03:00:00Z",
                "2026-06-02T12:00:00Z",
            ),
            ("after midnight", at_once, night, chicago, "2026-06-02T11:59:59Z", "2026-06-02T12:00:00Z"),
            ("until its end", at_once, night, chicago, "2026-06-02T12:00:00Z", "2026-06-02T12:00:00Z"),
            ("within a day", at_once, noon, chicago, "2026-06-02T17:10:00Z", "2026-06-02T18:00:00Z"),
            // The clock is moved in these nights: nine hours are eight, or ten.
            ("in spring", at_once, night, chicago, "2026-03-08T04:00:00Z", "2026-03-08T12:00:00Z"),
            ("in autumn", at_once, night, chicago, "2026-11-01T03:00:00Z", "2026-11-01T13:00:00Z"),
            // 01:30 to 02:30: the end is left out, and the clock moves on to 03:00; or the beginning comes twice.
            (
                "an end that is left out",
                at_once,
                early,
                chicago,
                "2026-03-08T07:45:00Z",
                "2026-03-08T08:00:00Z",
            ),
            (
                "a beginning that comes twice",
                at_once,
                early,
                chicago,
                "2026-11-01T07:10:00Z",
                "2026-11-01T08:30:00Z",
            ),
            ("with the hour", hourly, None, chicago, "2026-06-01T12:34:56Z", "2026-06-01T13:00:00Z"),
            (
                "at the hour it is the next",
                hourly,
                None,
                chicago,
                "2026-06-01T12:00:00Z",
                "2026-06-01T13:00:00Z",
            ),
            (
                "the hour of a zone with minutes",
                hourly,
                None,
                kathmandu,
                "2026-06-01T12:00:00Z",
                "2026-06-01T12:15:00Z",
            ),
            (
                "an hour in quiet hours",
                hourly,
                night,
                chicago,
                "2026-06-02T02:30:00Z",
                "2026-06-02T12:00:00Z",
            ),
            ("today at eight", daily, None, chicago, "2026-06-02T12:59:00Z", "2026-06-02T13:00:00Z"),
            ("tomorrow at eight", daily, None, chicago, "2026-06-02T13:00:00Z", "2026-06-03T13:00:00Z"),
            (
                "tomorrow, an hour later on the sun's clock",
                daily,
                None,
                chicago,
                "2026-10-31T14:00:00Z",
                "2026-11-01T14:00:00Z",
            ),
        ] {
            let (at, zone) = (Timestamp::parse(at).unwrap(), TimeZone::get(zone).unwrap());
            let times = Times { quiet, ..Times::default() };
            assert_eq!(due(at, rhythm, times, &zone).to_string(), expected, "{why}");
        }
        let all_day = Times { quiet: night, daily_at: 23 * 60 };
        let (at, zone) = (Timestamp::parse("2026-06-02T12:59:00Z").unwrap(), TimeZone::get(chicago).unwrap());
        assert_eq!(
            due(at, daily, all_day, &zone).to_string(),
            "2026-06-03T12:00:00Z",
            "a day's letter waits, too"
        );
        for (text, expected) in [
            ("07:05", Some(425)),
            ("00:00", Some(0)),
            ("23:59", Some(1439)),
            ("24:00", None),
            ("7:05", None),
            ("07:60", None),
            ("+7:05", None),
            ("", None),
            ("07:05:00", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
            assert!(expected.is_none_or(|minutes| time_of_day(minutes) == text));
        }
    }
}
