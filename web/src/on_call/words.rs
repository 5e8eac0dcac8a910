//! Moments on the clock of a schedule, as people say them.

use domain::on_call::{Somebody, clock};
use jiff::civil::{Date, Weekday};
use kernel::{Local, TimeZoneName, Timestamp};

use crate::ui::Reached;
use crate::{Visitor, format};

/// The clock of the schedule, in the reader’s way of writing.
pub fn local(visitor: &Visitor, zone: &TimeZoneName) -> Local {
    Local { zone: zone.rules(), formats: visitor.local.formats }
}

/// `Times of New York (EST)`
pub fn zone(zone: &TimeZoneName, now: Timestamp) -> String {
    let city = zone.as_str().rsplit('/').next().unwrap_or_default().replace('_', " ");
    let short = now.to_jiff().to_zoned(zone.rules()).strftime("%Z").to_string();
    if short == city { format!("Times in {city}") } else { format!("Times of {city} ({short})") }
}

/// `17:00`
pub fn time(local: &Local, at: Timestamp) -> String {
    local.formats.time.write(clock(&local.zone, at).time())
}

/// `18:00` today, `tomorrow 08:00`, `Tuesday 08:00`, and later `24/11/2026 08:00`.
pub fn when(local: &Local, now: Timestamp, at: Timestamp) -> String {
    let (today, day) = (local.date_of(now), local.date_of(at));
    let time = time(local, at);
    match days_between(today, day) {
        0 => time,
        1 => format!("tomorrow {time}"),
        2..=6 => format!("{} {time}", weekday(day)),
        _ => local.instant(at),
    }
}

/// `Tue 24/11/2026 08:00`
pub fn exact(local: &Local, at: Timestamp) -> String {
    let day = weekday(local.date_of(at));
    format!("{} {}", day.get(..3).unwrap_or_default(), local.instant(at))
}

/// `tomorrow 08:00 – 17:00`, `now – Friday 08:00`
pub fn stretch(local: &Local, now: Timestamp, from: Timestamp, until: Timestamp) -> String {
    let said = |at: Timestamp| match days_between(local.date_of(now), local.date_of(at)) {
        0..=6 => when(local, now, at),
        _ => exact(local, at),
    };
    let begins = if from <= now && now < until { "now".to_owned() } else { said(from) };
    let ends = if local.date_of(from) == local.date_of(until) { time(local, until) } else { said(until) };
    format!("{begins} – {ends}")
}

pub fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn days_between(from: Date, until: Date) -> i64 {
    until.duration_since(from).as_hours() / 24
}

/// How somebody is reached.
pub fn reached(somebody: Somebody) -> Reached {
    let phone = format::dialable(&somebody.phone).map(|tel| (format::phone(&somebody.phone), tel));
    let email = (!somebody.email.is_empty()).then_some(somebody.email);
    Reached { name: somebody.name, phone, email }
}

#[cfg(test)]
mod tests {
    use kernel::Formats;

    use super::*;

    #[test]
    fn what_is_soon_is_said_as_people_say_it() {
        let new_york = TimeZoneName::parse("America/New_York").unwrap();
        let local = Local { zone: new_york.rules(), formats: Formats::default() };
        let at = |text: &str| Timestamp::parse(text).unwrap();
        let now = at("2026-11-20T15:00:00Z");
        for (later, words) in [
            ("2026-11-20T23:00:00Z", "18:00"),
            ("2026-11-21T13:00:00Z", "tomorrow 08:00"),
            ("2026-11-24T13:00:00Z", "Tuesday 08:00"),
            ("2026-11-27T13:00:00Z", "27/11/2026 08:00"),
        ] {
            assert_eq!(when(&local, now, at(later)), words);
        }
        assert_eq!(exact(&local, at("2026-11-24T13:00:00Z")), "Tue 24/11/2026 08:00");
        for (from, until, words) in [
            ("2026-11-20T13:00:00Z", "2026-11-24T13:00:00Z", "now – Tuesday 08:00"),
            ("2026-11-21T13:00:00Z", "2026-11-21T22:00:00Z", "tomorrow 08:00 – 17:00"),
            ("2026-11-24T13:00:00Z", "2026-11-30T13:00:00Z", "Tuesday 08:00 – Mon 30/11/2026 08:00"),
            ("2026-11-03T13:00:00Z", "2026-11-04T13:00:00Z", "Tue 03/11/2026 08:00 – Wed 04/11/2026 08:00"),
        ] {
            assert_eq!(stretch(&local, now, at(from), at(until)), words);
        }
        assert_eq!(zone(&new_york, now), "Times of New York (EST)");
        assert_eq!(zone(&TimeZoneName::utc(), now), "Times in UTC");
    }
}
