//! Shifts of a calendar file (.ics) become overrides: shown first, each with what is wrong with it, and then put in.

mod event;
mod lines;

use kernel::{ContactId, Error, Result, ScheduleId, Timestamp};

use self::event::Event;
use self::lines::{Line, events};
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
    if events.len() + schedule.standing_in.len() > MOST {
        return Err(Error::invalid("calendar", format!("A schedule has at most {MOST} overrides.")));
    }
    Ok(events.iter().map(|lines| one(schedule, people, lines, now)).collect())
}

fn one(schedule: &Schedule, people: &[Somebody], lines: &[Line], now: Timestamp) -> Imported {
    let zone = schedule.zone().rules();
    let event = Event::new(lines, &zone);
    let (times, whose) = (event.times(), event.whose(people));
    let fits = times.and_then(|(from, until)| {
        let fits = check(&reason(&event.summary()), from.max(now), until, now);
        fits.map(|_| ()).map_err(|_| "It is over, or it is too far ahead or too long.")
    });
    let refused = event.is_single().and(fits).and(whose.map(|_| ())).err();
    Imported {
        summary: event.summary().chars().take(LONGEST_REASON).collect(),
        times: times.ok(),
        contact: whose.ok().map(|one| (one.id, one.name.clone())),
        refused: refused.map(str::to_owned),
    }
}

/// The title of the event says why.
fn reason(summary: &str) -> String {
    summary.chars().filter(|sign| !sign.is_control()).take(LONGEST_REASON).collect()
}
