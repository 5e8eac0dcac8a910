//! From the clock on the wall to the moment: also for times that a clock leaves out or shows twice.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use kernel::Timestamp;

/// The first moment at which the clock shows this time or a later one. A time that it leaves out is the moment at
/// which it is moved; of a time that it shows twice it is the first. So a later time is never an earlier moment.
pub fn moment(zone: &TimeZone, wall: DateTime) -> Timestamp {
    let at = match zone.to_ambiguous_timestamp(wall).offset() {
        AmbiguousOffset::Unambiguous { offset } | AmbiguousOffset::Fold { before: offset, .. } => {
            offset.to_timestamp(wall)
        }
        // Read with the later offset it lies before the clock is moved, and the next transition is that move.
        AmbiguousOffset::Gap { after, .. } => after
            .to_timestamp(wall)
            .map(|early| zone.following(early).next().map_or(early, |transition| transition.timestamp())),
    };
    at.map_or_else(|_| Timestamp::from_micros(i64::MAX), Timestamp::from_jiff)
}

/// What the clock shows at this moment.
pub fn clock(zone: &TimeZone, at: Timestamp) -> DateTime {
    zone.to_datetime(at.to_jiff())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(zone: &str, wall: &str) -> String {
        moment(&TimeZone::get(zone).unwrap(), wall.parse().unwrap()).to_string()
    }

    #[test]
    fn r9_a_time_that_is_left_out_is_the_next_moment_and_one_that_comes_twice_the_first() {
        for (zone, wall, expected) in [
            ("America/Chicago", "2026-03-08T01:59:00", "2026-03-08T07:59:00Z"),
            ("America/Chicago", "2026-03-08T02:00:00", "2026-03-08T08:00:00Z"),
            ("America/Chicago", "2026-03-08T02:30:00", "2026-03-08T08:00:00Z"),
            ("America/Chicago", "2026-03-08T02:59:59", "2026-03-08T08:00:00Z"),
            ("America/Chicago", "2026-03-08T03:00:00", "2026-03-08T08:00:00Z"),
            ("America/Chicago", "2026-11-01T01:00:00", "2026-11-01T06:00:00Z"),
            ("America/Chicago", "2026-11-01T01:30:00", "2026-11-01T06:30:00Z"),
            ("America/Chicago", "2026-11-01T02:00:00", "2026-11-01T08:00:00Z"),
            // Half an hour, at Lord Howe.
            ("Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:30:00Z"),
            ("Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T14:45:00Z"),
            // Summer time that goes back, in Casablanca.
            ("Africa/Casablanca", "2026-03-22T02:30:00", "2026-03-22T02:00:00Z"),
            // A whole day that never was, when Samoa went over the date line.
            ("Pacific/Apia", "2011-12-30T12:00:00", "2011-12-30T10:00:00Z"),
        ] {
            assert_eq!(at(zone, wall), expected, "{zone} {wall}");
        }
    }
}
