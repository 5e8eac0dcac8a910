//! When people call: in the mornings and after lunch, on weekdays, now and then at night.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use kernel::Timestamp;

use super::cast::Firm;
use super::chance::Chance;

/// How likely a call is in each hour of a weekday, where the business is.
const WEEKDAY: [u32; 24] =
    [1, 1, 1, 1, 1, 2, 4, 10, 26, 34, 32, 26, 16, 24, 28, 26, 22, 16, 9, 6, 5, 4, 2, 2];
/// The same on Saturdays and Sundays.
const WEEKEND: [u32; 24] = [2, 2, 1, 1, 1, 2, 4, 7, 12, 16, 18, 16, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3];

fn is_weekend(day: Date) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// The moments at which a business is called on one day, in order.
pub(super) fn of_day(chance: &Chance<'_>, firm: &Firm, zone: &TimeZone, day: Date) -> Vec<Timestamp> {
    let busy = if is_weekend(day) { firm.calls * firm.weekend / 100 } else { firm.calls };
    let count = chance.between(i64::from(busy / 3), i64::from(busy * 4 / 3).max(1));
    let hours = if is_weekend(day) { &WEEKEND } else { &WEEKDAY };
    let mut moments: Vec<Timestamp> = (0..count)
        .filter_map(|_| {
            let hour = i8::try_from(chance.weighted(hours)).ok()?;
            let minute = i8::try_from(chance.between(0, 59)).ok()?;
            let second = i8::try_from(chance.between(0, 59)).ok()?;
            let at = day.at(hour, minute, second, 0).to_zoned(zone.clone()).ok()?;
            Some(Timestamp::from_jiff(at.timestamp()))
        })
        .collect();
    moments.sort_unstable();
    moments
}
