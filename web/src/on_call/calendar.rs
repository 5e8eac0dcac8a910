//! Days with their shifts: a month, a week, or one day after the other.

use std::collections::HashMap;

use domain::on_call::{Schedule, Segment, moment};
use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};
use kernel::{ContactId, Error, Local, Result, Timestamp};

use super::Place;
use super::words::{time, weekday};
use crate::Pairs;
use crate::ui::{Reached, Tab, Tabs};

/// Days of the agenda.
const AGENDA: i64 = 30;
/// Colours by which people are told apart, beside their names.
const COLOURS: usize = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    Month,
    Week,
    Agenda,
}

/// Which days are asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    pub view: View,
    pub day: Date,
    /// Where weeks begin.
    pub first: Weekday,
}

pub struct Calendar {
    pub title: String,
    pub views: Tabs,
    pub earlier: String,
    pub today: String,
    pub later: String,
    /// None: the days stand one below the other.
    pub weekdays: Vec<(String, String)>,
    pub weeks: Vec<Vec<Day>>,
}

pub struct Day {
    pub number: String,
    /// “Friday 20/11/2026”
    pub words: String,
    pub is_today: bool,
    /// Of another month, or over.
    pub is_quiet: bool,
    pub entries: Vec<Entry>,
}

pub struct Entry {
    pub time: String,
    /// `None`: a gap.
    pub name: Option<String>,
    pub phone: Option<(String, String)>,
    /// Whoever is told apart by it.
    pub colour: usize,
    /// Why somebody stands in.
    pub stands_in: Option<String>,
    /// Where somebody else is put on call then.
    pub href: Option<String>,
    /// Where the turn is given away or swapped.
    pub give: Option<String>,
    pub is_past: bool,
}

impl Entry {
    /// The one thing that is done by choosing it, where there is room for no more.
    pub fn link(&self) -> Option<&String> {
        self.href.as_ref().or(self.give.as_ref())
    }
}

impl View {
    const ALL: [(Self, &'static str, &'static str); 3] =
        [(Self::Month, "month", "Month"), (Self::Week, "week", "Week"), (Self::Agenda, "agenda", "Agenda")];
}

impl Asked {
    /// What the address says; today, if it says nothing.
    pub fn of(pairs: &Pairs, today: Date, region: &str) -> Result<Self> {
        let view = match pairs.get("view") {
            None => View::Month,
            Some(name) => View::ALL
                .into_iter()
                .find(|(_, known, _)| *known == name)
                .map(|(view, ..)| view)
                .ok_or_else(|| Error::invalid("view", "Choose month, week or agenda."))?,
        };
        let day = match pairs.get("day") {
            None => today,
            Some(text) => text
                .parse::<Date>()
                .ok()
                .filter(|day| (2000..2100).contains(&day.year()))
                .ok_or_else(|| Error::invalid("day", "Write a day such as 2026-11-20."))?,
        };
        let first = if matches!(region, "US" | "CA" | "MX" | "BR" | "JP" | "IL") {
            Weekday::Sunday
        } else {
            Weekday::Monday
        };
        Ok(Self { view, day, first })
    }

    /// The first day that is shown, and the day after the last one.
    pub fn days(&self) -> (Date, Date) {
        let week = |day: Date| {
            let back = day.weekday().since(self.first);
            day.checked_sub(back.days()).unwrap_or(day)
        };
        let after = |day: Date, days: i64| day.checked_add(days.days()).unwrap_or(Date::MAX);
        match self.view {
            View::Month => (week(self.day.first_of_month()), after(week(self.day.last_of_month()), 7)),
            View::Week => (week(self.day), after(week(self.day), 7)),
            View::Agenda => (self.day, after(self.day, AGENDA)),
        }
    }

    fn step(&self, way: i64) -> Date {
        let moved = match self.view {
            View::Month => self.day.first_of_month().checked_add(way.months()),
            View::Week => self.day.checked_add((way * 7).days()),
            View::Agenda => self.day.checked_add((way * AGENDA).days()),
        };
        moved.unwrap_or(self.day)
    }

    fn title(&self, local: &Local) -> String {
        let (first, after) = self.days();
        match self.view {
            View::Month => self.day.strftime("%B %Y").to_string(),
            View::Week | View::Agenda => {
                let last = after.yesterday().unwrap_or(after);
                format!("{} – {}", local.day(first), local.day(last))
            }
        }
    }
}

/// What is shown of a schedule, and what can be done from there.
pub struct Shown<'a> {
    pub place: &'a Place,
    pub schedule: &'a Schedule,
    pub segments: &'a [Segment],
    pub local: &'a Local,
    pub now: Timestamp,
    pub may_edit: bool,
    pub movable: Movable,
}

/// Whose turns the visitor may give away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movable {
    Nobodys,
    Of(ContactId),
    Everybodys,
}

impl Movable {
    fn includes(self, who: Option<ContactId>) -> bool {
        match self {
            Self::Nobodys => false,
            Self::Of(one) => who == Some(one),
            Self::Everybodys => who.is_some(),
        }
    }
}

/// How each person of the calendar is shown, worked out once: a month has a hundred turns of a few people.
type People = HashMap<ContactId, (Reached, usize)>;

fn people(shown: &Shown<'_>) -> People {
    let order = order(shown.schedule);
    let shown_as = |who: ContactId| {
        let colour = order.iter().position(|one| *one == who).unwrap_or(COLOURS - 1) % COLOURS + 1;
        (super::words::reached(shown.schedule.somebody(who)), colour)
    };
    let mut people = People::new();
    for who in shown.segments.iter().filter_map(|segment| segment.who) {
        people.entry(who).or_insert_with(|| shown_as(who));
    }
    people
}

pub fn calendar(shown: &Shown<'_>, asked: &Asked) -> Calendar {
    let base = |view: View, day: Option<Date>| {
        let name = View::ALL.iter().find(|(known, ..)| *known == view).map_or("month", |(_, name, _)| name);
        let day = day.map(|day| format!("&day={day}")).unwrap_or_default();
        format!("{}?schedule={}&view={name}{day}", shown.place.path, shown.schedule.id)
    };
    let (first, after) = asked.days();
    let people = people(shown);
    let days: Vec<Day> = first
        .series(1.day())
        .take_while(|day| *day < after)
        .map(|day| of_day(shown, &people, asked, day))
        .collect();
    let columns = if asked.view == View::Agenda { 1 } else { 7 };
    let mut weeks: Vec<Vec<Day>> = Vec::new();
    for day in days {
        // The agenda leaves out days on which there is nothing to see.
        if asked.view == View::Agenda && day.entries.is_empty() {
            continue;
        }
        match weeks.last_mut() {
            Some(week) if week.len() < columns => week.push(day),
            _ => weeks.push(vec![day]),
        }
    }
    let views = View::ALL.into_iter().map(|(view, _, label)| Tab {
        label: label.to_owned(),
        href: base(view, Some(asked.day)),
        current: view == asked.view,
        count: None,
    });
    Calendar {
        title: asked.title(shown.local),
        views: Tabs { label: "Views of the calendar".to_owned(), items: views.collect() },
        earlier: base(asked.view, Some(asked.step(-1))),
        today: base(asked.view, None),
        later: base(asked.view, Some(asked.step(1))),
        weekdays: if asked.view == View::Agenda {
            Vec::new()
        } else {
            let short = |day: Date| weekday(day).get(..3).unwrap_or_default().to_owned();
            first.series(1.day()).take(7).map(|day| (short(day), weekday(day).to_owned())).collect()
        },
        weeks,
    }
}

fn of_day(shown: &Shown<'_>, people: &People, asked: &Asked, day: Date) -> Day {
    let zone = &shown.local.zone;
    let opens = moment(zone, day.to_datetime(Time::midnight()));
    let closes = moment(zone, day.tomorrow().unwrap_or(day).to_datetime(Time::midnight()));
    let today = shown.local.date_of(shown.now);
    Day {
        number: day.day().to_string(),
        words: format!("{} {}", weekday(day), shown.local.day(day)),
        is_today: day == today,
        is_quiet: day < today || (asked.view == View::Month && day.month() != asked.day.month()),
        entries: shown
            .segments
            .iter()
            .filter(|one| one.from < closes && one.until > opens)
            .map(|one| entry(shown, people, one, (opens, closes)))
            .collect(),
    }
}

fn entry(
    shown: &Shown<'_>,
    people: &People,
    segment: &Segment,
    (opens, closes): (Timestamp, Timestamp),
) -> Entry {
    let (from, until) = (segment.from.max(opens), segment.until.min(closes));
    let words = match (from == opens, until == closes) {
        (true, true) => "All day".to_owned(),
        (true, false) => format!("until {}", time(shown.local, until)),
        (false, true) => format!("from {}", time(shown.local, from)),
        (false, false) => format!("{} – {}", time(shown.local, from), time(shown.local, until)),
    };
    let is_past = until <= shown.now;
    let person = segment.who.and_then(|who| people.get(&who));
    let wall = |at: Timestamp| shown.local.for_field(at);
    let address = |what: &str, from: Timestamp, until: Timestamp| {
        let here = shown.place.of(shown.schedule.id, what);
        format!("{here}?from={}&until={}", wall(from.max(shown.now)), wall(until))
    };
    let href = (shown.may_edit && !is_past).then(|| address("override", from, until));
    let may_move = shown.movable.includes(segment.who) && segment.until > shown.now;
    let give = (may_move && !is_past).then(|| address("turn", segment.from, segment.until));
    Entry {
        time: words,
        phone: person.and_then(|(person, _)| person.phone.clone()),
        name: person.map(|(person, _)| person.name.clone()),
        colour: person.map_or(0, |(_, colour)| *colour),
        stands_in: shown.schedule.stand_in(segment).map(|one| one.reason.clone()),
        href,
        give,
        is_past,
    }
}

/// The order in which people stand in the schedule, by which they have their colours: a person keeps it from month to
/// month.
fn order(schedule: &Schedule) -> Vec<ContactId> {
    let mut people: Vec<ContactId> = Vec::new();
    let members = schedule.draft.layers.iter().flat_map(|layer| layer.members.iter().copied());
    let others = schedule.overrides.iter().map(|one| one.contact);
    for one in members.chain(schedule.draft.fallback).chain(others) {
        if !people.contains(&one) {
            people.push(one);
        }
    }
    people
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &str, region: &str) -> Result<Asked> {
        Asked::of(&Pairs::parse(query), "2026-11-20".parse().unwrap(), region)
    }

    #[test]
    fn s0_44_a_month_is_shown_in_whole_weeks_that_begin_where_the_reader_lives() {
        let days = |query: &str, region: &str| {
            let (first, after) = asked(query, region).unwrap().days();
            (first.to_string(), after.to_string())
        };
        let pair = |first: &str, after: &str| (first.to_owned(), after.to_owned());
        assert_eq!(days("", "US"), pair("2026-11-01", "2026-12-06"));
        assert_eq!(days("", "DE"), pair("2026-10-26", "2026-12-07"));
        assert_eq!(days("view=week", "US"), pair("2026-11-15", "2026-11-22"));
        assert_eq!(days("view=week&day=2026-11-22", "DE"), pair("2026-11-16", "2026-11-23"));
        assert_eq!(days("view=agenda", "US"), pair("2026-11-20", "2026-12-20"));
        assert_eq!(asked("day=2026-01-31", "US").unwrap().step(1).to_string(), "2026-02-01");
    }

    #[test]
    fn what_is_no_day_and_no_view_is_refused() {
        for bad in ["view=year", "day=soon", "day=2026-02-30", "day=0001-01-01", "day=9999-01-01"] {
            assert!(matches!(asked(bad, "US"), Err(Error::Invalid(_))), "{bad}");
        }
    }
}
