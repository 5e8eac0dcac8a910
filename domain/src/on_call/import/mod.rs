//! Shifts of a calendar file (.ics) become overrides: shown first, each with what is wrong with it, and then put in.

mod event;
mod lines;
mod rule;
mod series;

use kernel::{ContactId, Error, Result, ScheduleId, Timestamp};

use self::event::Event;
use self::lines::events;
use self::series::turns;
use super::notices::{as_of_now, tell_changed};
use super::overrides::{LONGEST_REASON, Put, check, insert};
use super::people::offered;
use super::store::{Schedule, Somebody, find_in};
use crate::access::{Granted, OnCallEdit};
use crate::house::{House, Read};

/// Octets of a file, and events in it.
pub const LARGEST_CALENDAR: usize = 100 * 1024;
const MOST: usize = 500;

/// An event of the file, and what becomes of it.
#[derive(Clone, Debug)]
pub struct Imported {
    pub summary: String,
    pub times: Option<(Timestamp, Timestamp)>,
    pub contact: Option<(ContactId, String)>,
    /// Why it is left out.
    pub refused: Option<String>,
}

/// What [`import`] would do.
pub async fn look(
    read: &mut Read,
    granted: &Granted<OnCallEdit>,
    id: ScheduleId,
    file: &str,
    now: Timestamp,
) -> Result<Vec<Imported>> {
    let schedule = find_in(&mut read.0, granted, id, now).await?;
    let people = offered(&mut read.0, granted.org(), schedule.account).await?;
    all(&schedule, &people, file, now)
}

/// Puts everybody in who can be; answers what became of each event.
pub async fn import(
    house: &House,
    granted: &Granted<OnCallEdit>,
    id: ScheduleId,
    file: &str,
) -> Result<Vec<Imported>> {
    let mut change = house.change(granted).await?;
    let schedule = find_in(&mut change.tx, granted, id, change.at).await?;
    let people = offered(&mut change.tx, granted.org(), schedule.account).await?;
    let found = all(&schedule, &people, file, change.at)?;
    let mut happened = Vec::new();
    for one in found.iter().filter(|one| one.refused.is_none()) {
        let (Some((from, until)), Some((contact, name))) = (one.times, &one.contact) else { continue };
        let put =
            Put { contact: *contact, name, from: from.max(change.at), until, reason: &reason(&one.summary) };
        happened.push(insert(&mut change, granted.actor(), &schedule, &put).await?.1);
    }
    let mut happened = happened.into_iter();
    let Some(first) = happened.next() else {
        return Err(Error::invalid("calendar", "None of these events can be put in."));
    };
    let after = as_of_now(&mut change, granted.actor(), id).await?;
    tell_changed(&mut change, granted.actor(), Some(&schedule), Some(&after)).await?;
    let mut recorded = change.record(granted.actor(), first).await?;
    for event in happened {
        recorded = recorded.and(granted.actor(), event).await?;
    }
    recorded.commit().await?;
    Ok(found)
}

fn all(schedule: &Schedule, people: &[Somebody], file: &str, now: Timestamp) -> Result<Vec<Imported>> {
    if file.len() > LARGEST_CALENDAR {
        return Err(Error::invalid("calendar", "This file is too large: at most 100 kB."));
    }
    let events = events(file).ok_or_else(|| {
        Error::invalid(
            "calendar",
            "This is no calendar. Choose a file that a calendar program exported (.ics).",
        )
    })?;
    if events.is_empty() {
        return Err(Error::invalid("calendar", "There are no events in this calendar."));
    }
    let zone = schedule.zone().rules();
    let events: Vec<Event<'_>> = events.iter().map(|lines| Event::new(lines, &zone)).collect();
    let single = events.iter().filter(|event| !event.repeats()).count();
    let room = MOST.checked_sub(single + schedule.standing_in.len());
    let Some(mut room) = room else {
        return Err(Error::invalid("calendar", format!("A schedule has at most {MOST} overrides.")));
    };
    let mut found = Vec::new();
    for event in &events {
        if !event.repeats() {
            found.push(one(event, people, now));
            continue;
        }
        let moved = moved(event, &events);
        let turns = several(event, people, (&moved, now, room));
        room -= turns.iter().filter(|one| one.refused.is_none()).count();
        found.extend(turns);
    }
    Ok(found)
}

/// The moments of a series that stand in the file by themselves.
fn moved(event: &Event<'_>, all: &[Event<'_>]) -> Vec<Timestamp> {
    let of = |other: &Event<'_>| {
        other.takes_place_of().filter(|(uid, _)| event.uid() == Some(*uid)).map(|(_, moment)| moment)
    };
    all.iter().filter_map(of).collect()
}

fn one(event: &Event<'_>, people: &[Somebody], now: Timestamp) -> Imported {
    let (times, whose) = (event.times(), event.whose(people));
    let fits = times.and_then(|times| fits(event, times, now));
    let refused = event.is_known().and(fits).and(whose.map(|_| ())).err();
    Imported {
        summary: event.summary().chars().take(LONGEST_REASON).collect(),
        times: times.ok(),
        contact: whose.ok().map(|one| (one.id, one.name.clone())),
        refused: refused.map(str::to_owned),
    }
}

fn fits(
    event: &Event<'_>,
    (from, until): (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<(), &'static str> {
    let fits = check(&reason(&event.summary()), from.max(now), until, now);
    fits.map(|_| ()).map_err(|_| "It is over, or it is too far ahead or too long.")
}

/// Each turn of a series by itself, and a line that says so if there are more of them later.
fn several(
    event: &Event<'_>,
    people: &[Somebody],
    (moved, now, room): (&[Timestamp], Timestamp, usize),
) -> Vec<Imported> {
    let turn = |times, refused: Option<&str>| Imported {
        summary: event.summary().chars().take(LONGEST_REASON).collect(),
        times,
        contact: event.whose(people).ok().map(|one| (one.id, one.name.clone())),
        refused: refused.map(str::to_owned),
    };
    let known = event.is_known().and_then(|()| event.whose(people).map(|_| ()));
    let turns = match known.and_then(|()| turns(event, moved, now, room)) {
        Ok(turns) => turns,
        Err(reason) => return vec![turn(event.times().ok(), Some(reason))],
    };
    if turns.times.is_empty() && !turns.goes_on {
        return vec![turn(event.times().ok(), Some("All of its turns are over."))];
    }
    let each = turns.times.iter().map(|times| turn(Some(*times), fits(event, *times, now).err()));
    let more = turns.goes_on.then(|| {
        turn(
            None,
            Some("It goes on after that. What is more than 400 days ahead, or too much, is not put in."),
        )
    });
    each.chain(more).collect()
}

/// The title of the event says why.
fn reason(summary: &str) -> String {
    summary.chars().filter(|sign| !sign.is_control()).take(LONGEST_REASON).collect()
}
