//! The times of a call record, which are wall-clock times at the telephone system.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use kernel::{DateFormat, Timestamp};

/// Reads wall-clock times of one zone. Lines of a file are mostly of the same hours, so the start of an hour
/// in UTC is looked up once and remembered.
pub struct Moments {
    zone: TimeZone,
    dates: Option<DateFormat>,
    hours: Vec<Hour>,
}

#[derive(Clone, Copy, Default)]
struct Hour {
    /// `YYYYMMDDhh`; 0 is nothing.
    key: u32,
    micros: i64,
}

/// A moment, and whether the clock showed this time twice (the first time is meant then).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub at: Timestamp,
    pub twice: bool,
}

/// More than the hours of two days, so that calls over midnight and files in any order still hit.
const REMEMBERED: usize = 64;

impl Moments {
    pub fn new(zone: TimeZone) -> Self {
        Self { zone, dates: None, hours: vec![Hour::default(); REMEMBERED] }
    }

    /// The same, where somebody knows how the dates are written.
    pub fn with_dates(mut self, dates: Option<DateFormat>) -> Self {
        self.dates = dates;
        self
    }

    /// `YYYY-MM-DD hh:mm:ss`, as Asterisk writes it. A time that the clock showed twice is the first one, a
    /// time that it left out is as much later as the clock was moved.
    pub fn exact(&mut self, text: &str) -> Option<Moment> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b' ' | b'T', h1, h2, b':', n1, n2, b':', s1, s2] =
            text.as_bytes()
        else {
            return None;
        };
        let two = |tens: &u8, ones: &u8| -> Option<u32> {
            (tens.is_ascii_digit() && ones.is_ascii_digit())
                .then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
        };
        let year = two(y1, y2)? * 100 + two(y3, y4)?;
        self.local([year, two(m1, m2)?, two(d1, d2)?], [two(h1, h2)?, two(n1, n2)?, two(s1, s2)?])
    }

    /// Any of the ways in which systems write a moment; what is wrong with it in words otherwise.
    pub fn any(&mut self, text: &str) -> Result<Timestamp, String> {
        let text = text.trim();
        if let Some(moment) = self.exact(text) {
            return Ok(moment.at);
        }
        if let Some(at) = unix(text).or_else(|| Timestamp::parse(text)) {
            return Ok(at);
        }
        let (date, time) = text.split_once([' ', 'T', ',']).unwrap_or((text, ""));
        let parts = match self.dates {
            Some(format) => format.read(date).and_then(parts_of),
            None => date_parts(date),
        };
        let Some(date) = parts else {
            return Err(format!("“{}” is not a date.", brief(text)));
        };
        if time.trim().is_empty() {
            return Err(format!("“{}” has no time of day.", brief(text)));
        }
        time_parts(time.trim())
            .and_then(|time| self.local(date, time))
            .map(|moment| moment.at)
            .ok_or_else(|| format!("“{}” is not a date with a time.", brief(text)))
    }

    fn local(&mut self, [year, month, day]: [u32; 3], [hour, minute, second]: [u32; 3]) -> Option<Moment> {
        if !(1970..2100).contains(&year) || hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let within = i64::from(minute * 60 + second) * 1_000_000;
        let key = year * 1_000_000 + month.min(99) * 10_000 + day.min(99) * 100 + hour;
        let place = (day as usize * 24 + hour as usize) % REMEMBERED;
        if let Some(known) = self.hours.get(place)
            && known.key == key
        {
            return Some(Moment { at: Timestamp::from_micros(known.micros + within), twice: false });
        }
        let date = Date::new(small(year)?, small(month)?, small(day)?).ok()?;
        let wall = |minute: u32, second: u32| -> Option<DateTime> {
            Some(date.to_datetime(Time::new(small(hour)?, small(minute)?, small(second)?, 0).ok()?))
        };
        let (first, last) = (wall(0, 0)?, wall(59, 59)?);
        let whole = self.plain(first).filter(|offset| self.plain(last) == Some(*offset));
        if let Some(offset) = whole {
            let micros = offset.to_timestamp(first).ok()?.as_microsecond();
            if let Some(slot) = self.hours.get_mut(place) {
                *slot = Hour { key, micros };
            }
            return Some(Moment { at: Timestamp::from_micros(micros + within), twice: false });
        }
        let ambiguous = self.zone.to_ambiguous_timestamp(wall(minute, second)?);
        let twice = matches!(ambiguous.offset(), AmbiguousOffset::Fold { .. });
        Some(Moment { at: Timestamp::from_jiff(ambiguous.compatible().ok()?), twice })
    }

    fn plain(&self, at: DateTime) -> Option<jiff::tz::Offset> {
        match self.zone.to_ambiguous_timestamp(at).offset() {
            AmbiguousOffset::Unambiguous { offset } => Some(offset),
            _ => None,
        }
    }
}

/// Seconds as `95`, `1:35` or `0:01:35`; fractions are dropped.
pub fn seconds(text: &str) -> Option<i64> {
    let text = text.trim();
    let (text, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|b| b.is_ascii_digit()) || text.len() > 12 {
        return None;
    }
    let mut total = 0_i64;
    for (place, part) in text.split(':').enumerate() {
        if place > 2 || part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let number: i64 = part.parse().ok()?;
        if place > 0 && number > 59 {
            return None;
        }
        total = total.checked_mul(60)?.checked_add(number)?;
    }
    // Longer than a year is not a call but a wrong column.
    (total <= 366 * 86_400).then_some(total)
}

fn unix(text: &str) -> Option<Timestamp> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        9 | 10 if number < 4_102_444_800 => Some(Timestamp::from_micros(number * 1_000_000)),
        13 if number < 4_102_444_800_000 => Some(Timestamp::from_micros(number * 1_000)),
        _ => None,
    }
}

fn parts_of(date: Date) -> Option<[u32; 3]> {
    let part = |number: i8| u32::try_from(number).ok();
    Some([u32::try_from(date.year()).ok()?, part(date.month())?, part(date.day())?])
}

/// Year, month, day of `2026-03-01`, `2026/03/01`, `03/01/2026` and `01.03.2026`.
fn date_parts(text: &str) -> Option<[u32; 3]> {
    let mark = text.chars().find(|c| !c.is_ascii_digit())?;
    let mut parts = text.split(mark).map(number);
    let (a, b, c) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() {
        return None;
    }
    match mark {
        '-' | '/' if a >= 1000 => Some([a, b, c]),
        '/' | '-' => Some([full_year(c), a, b]),
        '.' => Some([full_year(c), b, a]),
        _ => None,
    }
}

fn full_year(year: u32) -> u32 {
    if year < 100 { year + 2000 } else { year }
}

/// Hour, minute, second of `14:05`, `14:05:09.25` and `2:05:09 PM`.
fn time_parts(text: &str) -> Option<[u32; 3]> {
    let letters = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (clock, half) = text.split_at_checked(letters)?;
    let mut parts = clock.trim().split(':');
    let (hour, minute) = (number(parts.next()?)?, number(parts.next()?)?);
    let second = parts.next().map_or(Some(0), |s| number(s.split_once('.').map_or(s, |(whole, _)| whole)))?;
    if parts.next().is_some() {
        return None;
    }
    let hour = match half.to_ascii_lowercase().replace('.', "").as_str() {
        "" => hour,
        "am" | "pm" if !(1..=12).contains(&hour) => return None,
        "am" => hour % 12,
        "pm" => hour % 12 + 12,
        _ => return None,
    };
    Some([hour, minute, second])
}

fn number(text: &str) -> Option<u32> {
    let fits = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

fn small<T: TryFrom<u32>>(number: u32) -> Option<T> {
    T::try_from(number).ok()
}

pub fn brief(text: &str) -> String {
    super::clean::clean(text, 40)
}
