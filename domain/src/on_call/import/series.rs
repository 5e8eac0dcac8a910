//! The turns of an event that repeats: by the clock on the wall, without those that are left out or moved, as far ahead as
//! shifts are put in.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use kernel::{Span, Timestamp};

use super::event::{Event, Said};
use super::rule::Rule;
use crate::on_call::wall::{clock, moment};

/// So far ahead turns are put in.
const AHEAD: Span = Span::days(400);

/// The turns that are to come, and whether there are more of them later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Turns {
    pub times: Vec<(Timestamp, Timestamp)>,
    pub goes_on: bool,
}

/// At most `most` turns that are not over. `moved` are the moments of those that stand in the file by themselves.
pub(super) fn turns(event: &Event<'_>, moved: &[Timestamp], now: Timestamp, most: usize) -> Said<Turns> {
    let Some(rule) = event.line("RRULE") else { return Ok(Turns::default()) };
    let rule = Rule::parse(&rule.value)?;
    let until = rule.until.as_deref().map(Until::parse).transpose()?;
    let begins = event.line("DTSTART").ok_or("It has no beginning.")?;
    let zone = event.zone_of(begins)?;
    let (from, ends) = event.times()?;
    let first = clock(&zone, from);
    // What is written as an end is a time on the clock; what is written as a length lasts as long each time.
    let lasts = match event.line("DURATION") {
        Some(_) => Lasts::Exactly(ends - from),
        None => Lasts::OnTheClock(first, clock(&zone, ends)),
    };
    let left_out = event.left_out(&zone)?;
    let mut turns = Turns::default();
    for wall in rule.starts(first) {
        let at = moment(&zone, wall);
        if until.as_ref().is_some_and(|until| until.is_before(at, wall, &zone)) {
            break;
        }
        if moved.contains(&at) || left_out.iter().any(|one| one.is(at, wall)) {
            continue;
        }
        let end = lasts.from(at, wall, &zone);
        if end <= now {
            continue;
        }
        if at > now + AHEAD || turns.times.len() >= most {
            turns.goes_on = true;
            break;
        }
        turns.times.push((at, end));
    }
    Ok(turns)
}

enum Lasts {
    Exactly(Span),
    OnTheClock(DateTime, DateTime),
}

impl Lasts {
    fn from(&self, at: Timestamp, wall: DateTime, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Exactly(span) => at + *span,
            Self::OnTheClock(first, last) => {
                let end = wall.checked_add(last.duration_since(*first)).map(|end| moment(zone, end));
                // An hour that the clock leaves out leaves nothing of a shift within it.
                end.unwrap_or(at).max(at)
            }
        }
    }
}

/// The last time: a day, with all of it, or a moment.
enum Until {
    Day(Date),
    Wall(DateTime),
    Moment(Timestamp),
}

impl Until {
    fn parse(text: &str) -> Said<Self> {
        const UNREADABLE: &str = "How it repeats cannot be read.";
        if let Ok(day) = Date::strptime("%Y%m%d", text) {
            return Ok(Self::Day(day));
        }
        let (wall, is_utc) = text.strip_suffix('Z').map_or((text, false), |wall| (wall, true));
        let wall = DateTime::strptime("%Y%m%dT%H%M%S", wall).map_err(|_| UNREADABLE)?;
        Ok(if is_utc { Self::Moment(moment(&TimeZone::UTC, wall)) } else { Self::Wall(wall) })
    }

    fn is_before(&self, at: Timestamp, wall: DateTime, zone: &TimeZone) -> bool {
        match self {
            Self::Day(day) => wall.date() > *day,
            Self::Wall(last) => at > moment(zone, *last),
            Self::Moment(last) => at > *last,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::events;
    use super::*;

    fn of(lines: &str, now: &str, most: usize) -> Said<(Vec<String>, bool)> {
        let file = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n");
        let event = events(&file).unwrap().remove(0);
        let zone = TimeZone::get("America/New_York").unwrap();
        let now = Timestamp::from_jiff(now.parse().unwrap());
        let found = turns(&Event::new(&event, &zone), &[], now, most)?;
        Ok((found.times.iter().map(|(from, until)| format!("{from}/{until}")).collect(), found.goes_on))
    }

    #[test]
    fn s0_44_turns_keep_to_the_clock_on_the_wall_when_it_is_moved() {
        let night =
            "DTSTART;TZID=America/New_York:20260306T220000\nDTEND;TZID=America/New_York:20260307T060000";
        let (found, goes_on) =
            of(&format!("{night}\nRRULE:FREQ=DAILY;COUNT=3"), "2026-01-01T00:00:00Z", 9).unwrap();
        assert_eq!(
            found,
            [
                "2026-03-07T03:00:00Z/2026-03-07T11:00:00Z",
                // The night in which the clock is moved on is an hour shorter.
                "2026-03-08T03:00:00Z/2026-03-08T10:00:00Z",
                "2026-03-09T02:00:00Z/2026-03-09T10:00:00Z",
            ]
        );
        assert!(!goes_on);
        let lasts = "DTSTART;TZID=America/New_York:20260307T220000\nDURATION:PT8H\nRRULE:FREQ=DAILY;COUNT=1";
        assert_eq!(
            of(lasts, "2026-01-01T00:00:00Z", 9).unwrap().0,
            ["2026-03-08T03:00:00Z/2026-03-08T11:00:00Z"]
        );
    }

    #[test]
    fn s0_44_what_is_over_left_out_or_too_far_ahead_does_not_come() {
        let day =
            "DTSTART;TZID=America/New_York:20261130T090000\nDTEND;TZID=America/New_York:20261130T170000";
        for (more, now, expected) in [
            ("RRULE:FREQ=DAILY;UNTIL=20261202", "2026-11-30T00:00:00Z", &["11-30", "12-01", "12-02"][..]),
            ("RRULE:FREQ=DAILY;UNTIL=20261202T140000Z", "2026-11-30T00:00:00Z", &["11-30", "12-01", "12-02"]),
            ("RRULE:FREQ=DAILY;UNTIL=20261202T135959Z", "2026-11-30T00:00:00Z", &["11-30", "12-01"]),
            ("RRULE:FREQ=DAILY;UNTIL=20261202T085959", "2026-11-30T00:00:00Z", &["11-30", "12-01"]),
            // Counted from the beginning, also where that is over; what goes on now comes.
            ("RRULE:FREQ=DAILY;COUNT=3", "2026-12-01T15:00:00Z", &["12-01", "12-02"]),
            ("RRULE:FREQ=DAILY;COUNT=3", "2026-12-09T15:00:00Z", &[]),
            (
                "RRULE:FREQ=DAILY;COUNT=4\nEXDATE;TZID=America/New_York:20261201T090000,20261202T090000",
                "2026-11-30T00:00:00Z",
                &["11-30", "12-03"],
            ),
            (
                "RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20261201T140000Z\nEXDATE;VALUE=DATE:20261130",
                "2026-11-30T00:00:00Z",
                &["12-02"],
            ),
        ] {
            let (found, goes_on) = of(&format!("{day}\n{more}"), now, 9).unwrap();
            let days: Vec<&str> = found.iter().map(|one| &one[5..10]).collect();
            assert_eq!((days.as_slice(), goes_on), (expected, false), "{more}");
        }
        let forever = format!("{day}\nRRULE:FREQ=DAILY");
        let (found, goes_on) = of(&forever, "2026-11-30T00:00:00Z", 1_000).unwrap();
        assert_eq!((found.len(), goes_on), (400, true), "four hundred days");
        let (found, goes_on) = of(&forever, "2026-11-30T00:00:00Z", 7).unwrap();
        assert_eq!((found.len(), goes_on), (7, true));
        assert!(of(&format!("{day}\nRRULE:FREQ=YEARLY"), "2026-11-30T00:00:00Z", 7).is_err());
    }
}
