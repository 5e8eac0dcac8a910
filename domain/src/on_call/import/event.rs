//! One event of a calendar file: from when to when it is, and whose.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Span, SpanRelativeTo};
use kernel::Timestamp;
use kernel::text::fold;

use super::lines::Line;
use crate::on_call::Somebody;
use crate::on_call::wall::moment;

/// One of a series that does not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeftOut {
    Day(Date),
    Moment(Timestamp),
}

impl LeftOut {
    pub fn is(&self, at: Timestamp, wall: DateTime) -> bool {
        match self {
            Self::Day(day) => wall.date() == *day,
            Self::Moment(moment) => at == *moment,
        }
    }
}

/// What an event says. The words of a refusal are for whoever imports it.
pub(super) struct Event<'a> {
    lines: &'a [Line],
    /// Of times that name no zone.
    zone: &'a TimeZone,
}

pub(super) type Said<T> = Result<T, &'static str>;

impl<'a> Event<'a> {
    pub fn new(lines: &'a [Line], zone: &'a TimeZone) -> Self {
        Self { lines, zone }
    }

    pub fn line(&self, name: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.name == name)
    }

    pub fn summary(&self) -> String {
        self.line("SUMMARY").map(Line::text).unwrap_or_default()
    }

    pub fn times(&self) -> Said<(Timestamp, Timestamp)> {
        let begins = self.line("DTSTART").ok_or("It has no beginning.")?;
        let (from, all_day) = self.at(begins)?;
        let until = match (self.line("DTEND"), self.line("DURATION")) {
            (Some(ends), _) => self.at(ends)?.0,
            (None, Some(lasts)) => {
                let lasts: Option<Span> = lasts.value.trim().parse().ok();
                let lasts = lasts.and_then(|it| it.to_duration(SpanRelativeTo::days_are_24_hours()).ok());
                let until = lasts.and_then(|it| from.to_jiff().checked_add(it).ok());
                Timestamp::from_jiff(until.ok_or("How long it lasts cannot be read.")?)
            }
            (None, None) => all_day.ok_or("It has no end.")?,
        };
        if until <= from { Err("It ends before it begins.") } else { Ok((from, until)) }
    }

    /// A moment; of a day, its first one, and the first one of the next day.
    fn at(&self, line: &Line) -> Said<(Timestamp, Option<Timestamp>)> {
        const UNREADABLE: &str = "Its times cannot be read.";
        let value = line.value.trim();
        if let Ok(day) = Date::strptime("%Y%m%d", value) {
            let midnight = |day: Date| moment(self.zone, day.to_datetime(Time::midnight()));
            return Ok((midnight(day), day.tomorrow().ok().map(midnight)));
        }
        let (wall, is_utc) = value.strip_suffix('Z').map_or((value, false), |wall| (wall, true));
        let wall = DateTime::strptime("%Y%m%dT%H%M%S", wall).map_err(|_| UNREADABLE)?;
        let zone = if is_utc { TimeZone::UTC } else { self.zone_of(line)? };
        Ok((moment(&zone, wall), None))
    }

    /// In whose time a line is written.
    pub fn zone_of(&self, line: &Line) -> Said<TimeZone> {
        if line.value.trim().ends_with('Z') {
            return Ok(TimeZone::UTC);
        }
        match line.parameter("TZID") {
            None => Ok(self.zone.clone()),
            Some(name) => {
                TimeZone::get(name.trim_start_matches('/')).map_err(|_| "Its time zone is unknown here.")
            }
        }
    }

    /// Which of a series of events this one takes the place of: the name of the series, and the moment.
    pub fn takes_place_of(&self) -> Option<(&str, Timestamp)> {
        let moment = self.at(self.line("RECURRENCE-ID")?).ok()?.0;
        Some((self.uid()?, moment))
    }

    pub fn uid(&self) -> Option<&str> {
        self.line("UID").map(|line| line.value.trim())
    }

    pub fn repeats(&self) -> bool {
        self.line("RRULE").is_some()
    }

    /// Those of a series that are left out; a time without a zone is one of `zone`.
    pub fn left_out(&self, zone: &TimeZone) -> Said<Vec<LeftOut>> {
        let mut left_out = Vec::new();
        for line in self.lines.iter().filter(|line| line.name == "EXDATE") {
            for value in line.value.split(',') {
                let one = Line { value: value.trim().to_owned(), ..line.clone() };
                if let Ok(day) = Date::strptime("%Y%m%d", &one.value) {
                    left_out.push(LeftOut::Day(day));
                    continue;
                }
                let floating = one.parameter("TZID").is_none();
                let of = Event { lines: self.lines, zone: if floating { zone } else { self.zone } };
                left_out.push(LeftOut::Moment(of.at(&one)?.0));
            }
        }
        Ok(left_out)
    }

    /// Why none of it is a shift.
    pub fn is_known(&self) -> Said<()> {
        if self.line("RDATE").is_some() {
            return Err("It comes on further days that no rule says. Import single events instead.");
        }
        if self.line("RECURRENCE-ID").is_some_and(|line| line.parameter("RANGE").is_some()) {
            return Err("It changes all later ones of a series. Import single events instead.");
        }
        match self.line("STATUS").map(|line| line.value.trim().to_ascii_uppercase()).as_deref() {
            Some("CANCELLED") => Err("It is cancelled."),
            _ => Ok(()),
        }
    }

    /// Whoever is invited by an address that only one contact has, or is named in the title.
    pub fn whose<'p>(&self, people: &'p [Somebody]) -> Said<&'p Somebody> {
        let addresses: Vec<String> = self
            .lines
            .iter()
            .filter(|line| line.name == "ATTENDEE")
            .filter_map(|line| line.value.trim().to_lowercase().strip_prefix("mailto:").map(str::to_owned))
            .collect();
        let invited: Vec<&Somebody> =
            people.iter().filter(|one| addresses.contains(&one.email.to_lowercase())).collect();
        if let [one] = invited.as_slice() {
            return Ok(one);
        }
        let title = words(&self.summary());
        let named = |one: &&Somebody| {
            let name = words(&one.name);
            !name.is_empty() && title.windows(name.len()).any(|part| part == name)
        };
        let named: Vec<&Somebody> = people.iter().filter(named).collect();
        // Of “Ann Reed” and “Ann Reed Senior” the longer name is meant.
        let longest = named.iter().map(|one| words(&one.name).len()).max().unwrap_or_default();
        let meant: Vec<&Somebody> =
            named.into_iter().filter(|one| words(&one.name).len() == longest).collect();
        match meant.as_slice() {
            [one] => Ok(one),
            [] => Err("No contact of this account is named in its title or invited to it."),
            _ => Err("More than one contact of this account is named in its title."),
        }
    }
}

fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    folded
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use kernel::ContactId;
    use uuid::Uuid;

    use super::super::lines::events;
    use super::*;

    fn of(lines: &str) -> Vec<Line> {
        let file = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n");
        events(&file).unwrap().remove(0)
    }

    #[test]
    fn times_are_read_in_the_zone_that_they_name_or_in_that_of_the_schedule() {
        let zone = TimeZone::get("America/New_York").unwrap();
        for (lines, expected) in [
            (
                "DTSTART:20261120T150000Z\nDTEND:20261120T160000Z",
                Ok(("2026-11-20T15:00:00Z", "2026-11-20T16:00:00Z")),
            ),
            (
                "DTSTART:20261120T100000\nDURATION:PT1H30M",
                Ok(("2026-11-20T15:00:00Z", "2026-11-20T16:30:00Z")),
            ),
            (
                "DTSTART;TZID=Europe/Berlin:20261120T160000\nDTEND;TZID=\"Europe/Berlin\":20261120T170000",
                Ok(("2026-11-20T15:00:00Z", "2026-11-20T16:00:00Z")),
            ),
            ("DTSTART;VALUE=DATE:20261120", Ok(("2026-11-20T05:00:00Z", "2026-11-21T05:00:00Z"))),
            (
                "DTSTART;VALUE=DATE:20261120\nDTEND;VALUE=DATE:20261122",
                Ok(("2026-11-20T05:00:00Z", "2026-11-22T05:00:00Z")),
            ),
            (
                "DTSTART;TZID=Eastern Standard Time:20261120T160000\nDTEND:20261120T170000",
                Err("Its time zone is unknown here."),
            ),
            ("DTSTART:20261120T150000Z", Err("It has no end.")),
            ("DTEND:20261120T150000Z", Err("It has no beginning.")),
            ("DTSTART:20261120T150000Z\nDTEND:20261120T150000Z", Err("It ends before it begins.")),
            ("DTSTART:20261320T150000Z\nDTEND:20261120T150000Z", Err("Its times cannot be read.")),
            ("DTSTART:20261120T150000Z\nDURATION:soon", Err("How long it lasts cannot be read.")),
        ] {
            let lines = of(lines);
            let found =
                Event::new(&lines, &zone).times().map(|(from, until)| (from.to_string(), until.to_string()));
            let expected = expected.map(|(from, until)| (from.to_owned(), until.to_owned()));
            assert_eq!(found, expected, "{lines:?}");
        }
    }

    #[test]
    fn whoever_is_invited_or_named_is_meant_and_nobody_is_guessed() {
        let somebody = |number: u128, name: &str, email: &str| Somebody {
            id: ContactId::from_uuid(Uuid::from_u128(number)),
            name: name.to_owned(),
            phone: String::new(),
            email: email.to_owned(),
        };
        let people = [
            somebody(1, "Ann Reed", "ann@one.test"),
            somebody(2, "Ann Reed Senior", ""),
            somebody(3, "Bob Stone", "bob@one.test"),
            somebody(4, "Bob Stone", ""),
        ];
        for (lines, expected) in [
            ("SUMMARY:Doctors: ann reed", Some(1)),
            ("SUMMARY:ANN REED SENIOR (night)", Some(2)),
            ("SUMMARY:Joann Reed", None),
            ("SUMMARY:Bob Stone", None),
            ("SUMMARY:Night\nATTENDEE;CN=Bob:MAILTO:Bob@one.test", Some(3)),
            ("SUMMARY:Ann Reed\nATTENDEE:mailto:bob@one.test\nATTENDEE:mailto:x@one.test", Some(3)),
            ("DTSTART:20261120T150000Z", None),
        ] {
            let lines = of(lines);
            let found = Event::new(&lines, &TimeZone::UTC).whose(&people).ok().map(|one| one.id);
            let expected = expected.map(|number| ContactId::from_uuid(Uuid::from_u128(number)));
            assert_eq!(found, expected, "{lines:?}");
        }
    }
}
