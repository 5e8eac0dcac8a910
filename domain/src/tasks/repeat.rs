//! When a task comes back: at the same time of the day, on the wall of its account.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use kernel::{Error, Result, TimeZoneName, Timestamp};

use super::TaskDetails;

/// More steps than this from one due time to the next mean that there is none.
const MOST: usize = 20_000;

/// The day of the month on which a task is due first: the 31st comes back on the 31st, wherever there is one.
pub(super) fn day(details: &TaskDetails, zone: &str) -> Result<i64> {
    let Some(due) = details.due else { return Ok(0) };
    let zone = TimeZoneName::parse(zone).map_err(Error::bug)?.rules();
    Ok(due.to_jiff().to_zoned(zone).day().into())
}

/// The first time after `now` at which the task is due again; none if it does not repeat.
pub(super) fn next(
    details: &TaskDetails,
    day: i64,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Option<Timestamp>> {
    let Some(due) = details.due else { return Ok(None) };
    let wall = due.to_jiff().to_zoned(zone.clone()).datetime();
    let mut date = wall.date();
    for _ in 0..MOST {
        let Some(following) = after(date, &details.repeats, day)? else { return Ok(None) };
        date = following;
        let at = zone.to_timestamp(date.to_datetime(wall.time())).map_err(Error::bug)?;
        let at = Timestamp::from_jiff(at);
        if at > now && at > due {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

fn after(date: Date, repeats: &str, day: i64) -> Result<Option<Date>> {
    let step = |span: Span| date.checked_add(span).map_err(Error::bug);
    let next = match repeats {
        "daily" => step(1.day())?,
        "weekdays" => match date.weekday() {
            Weekday::Friday => step(3.days())?,
            Weekday::Saturday => step(2.days())?,
            _ => step(1.day())?,
        },
        "weekly" => step(1.week())?,
        "monthly" => on_day(step(1.month())?, day)?,
        "yearly" => on_day(step(1.year())?, day)?,
        _ => return Ok(None),
    };
    Ok(Some(next))
}

/// The month’s day of this number, or its last one.
fn on_day(date: Date, day: i64) -> Result<Date> {
    let day = i8::try_from(day).unwrap_or(1).clamp(1, date.days_in_month());
    date.with().day(day).build().map_err(Error::bug)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The due times after the first one, each done as soon as it is due, as the wall shows them.
    fn times(repeats: &str, first: &str, zone: &str, count: usize) -> Vec<String> {
        let rules = TimeZoneName::parse(zone).unwrap().rules();
        let due = Timestamp::parse(first).unwrap();
        let mut details =
            TaskDetails { due: Some(due), repeats: repeats.to_owned(), ..TaskDetails::default() };
        let day = day(&details, zone).unwrap();
        let mut found = Vec::new();
        for _ in 0..count {
            details.due = next(&details, day, &rules, details.due.unwrap()).unwrap();
            let Some(due) = details.due else { break };
            found.push(due.to_jiff().to_zoned(rules.clone()).strftime("%a %Y-%m-%d %H:%M").to_string());
        }
        found
    }

    #[test]
    fn the_31st_comes_back_on_the_last_day_and_then_on_the_31st() {
        let found = times("monthly", "2027-01-31T15:00:00Z", "America/Chicago", 3);
        assert_eq!(found, ["Sun 2027-02-28 09:00", "Wed 2027-03-31 09:00", "Fri 2027-04-30 09:00"]);
        let found = times("yearly", "2028-02-29T15:00:00Z", "America/Chicago", 4);
        assert_eq!(found[0], "Wed 2029-02-28 09:00");
        assert_eq!(found[3], "Sun 2032-02-29 09:00");
    }

    #[test]
    fn nine_o_clock_is_nine_o_clock_on_both_sides_of_a_change_of_the_clock() {
        let found = times("weekly", "2026-10-29T14:00:00Z", "America/Chicago", 2);
        assert_eq!(found, ["Thu 2026-11-05 09:00", "Thu 2026-11-12 09:00"]);
        let found = times("weekdays", "2026-11-26T15:00:00Z", "America/Chicago", 3);
        assert_eq!(found, ["Fri 2026-11-27 09:00", "Mon 2026-11-30 09:00", "Tue 2026-12-01 09:00"]);
    }

    #[test]
    fn what_was_done_late_comes_back_in_the_future_and_what_does_not_repeat_never() {
        let rules = TimeZoneName::parse("UTC").unwrap().rules();
        let due = Timestamp::parse("2026-11-02T09:00:00Z").unwrap();
        let daily = TaskDetails { due: Some(due), repeats: "daily".to_owned(), ..TaskDetails::default() };
        let now = Timestamp::parse("2026-11-20T10:00:00Z").unwrap();
        assert_eq!(next(&daily, 2, &rules, now).unwrap(), Timestamp::parse("2026-11-21T09:00:00Z"));
        let once = TaskDetails { repeats: "never".to_owned(), ..daily.clone() };
        assert_eq!(next(&once, 2, &rules, now).unwrap(), None);
        let undated = TaskDetails { due: None, ..daily };
        assert_eq!(next(&undated, 2, &rules, now).unwrap(), None);
    }
}
