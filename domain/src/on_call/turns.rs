//! One layer by itself: who has the turn, and when the layer holds.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};
use kernel::{ContactId, Timestamp};

use super::plan::{Layer, Rule};
use super::wall::{clock, moment};

/// A stretch of time, without its end.
pub(super) type Stretch = (Timestamp, Timestamp);

/// Who of the layer is on call in this stretch, in the order of time, without overlap.
pub(super) fn of(layer: &Layer, zone: &TimeZone, (from, until): Stretch) -> Vec<(Stretch, ContactId)> {
    let holds =
        if layer.rules.is_empty() { vec![(from, until)] } else { windows(&layer.rules, zone, (from, until)) };
    let turns = turns(layer, zone, (from, until));
    let mut found = Vec::with_capacity(turns.len().max(holds.len()));
    let mut next = turns.iter().peekable();
    for (opens, closes) in holds {
        while let Some(((begins, ends), who)) = next.peek() {
            let both = ((*begins).max(opens), (*ends).min(closes));
            if both.0 < both.1 {
                found.push((both, *who));
            }
            // A turn that goes on is there for the next window, too.
            if *ends > closes {
                break;
            }
            next.next();
        }
    }
    found
}

fn turns(layer: &Layer, zone: &TimeZone, (from, until): Stretch) -> Vec<(Stretch, ContactId)> {
    let people = i64::try_from(layer.members.len()).unwrap_or_default();
    let turn = layer.turn.max(1);
    if people == 0 {
        return Vec::new();
    }
    // A clock that was put back shows less than it has shown: the turn found by it is this one or an earlier one.
    let shown = clock(zone, from).duration_since(layer.begins).as_secs().div_euclid(turn * 3600);
    let mut number = shown.max(0);
    let hand_off = |number: i64| {
        let hours = SignedDuration::from_hours(number.saturating_mul(turn));
        moment(zone, layer.begins.checked_add(hours).unwrap_or(DateTime::MAX))
    };
    let mut found = Vec::new();
    let mut begins = hand_off(number);
    while begins < until {
        let ends = hand_off(number + 1);
        let stretch = (begins.max(from), ends.min(until));
        let whose = usize::try_from(number % people).unwrap_or_default();
        if stretch.0 < stretch.1
            && let Some(who) = layer.members.get(whose)
        {
            found.push((stretch, *who));
        }
        begins = ends;
        number += 1;
    }
    found
}

/// When one of the rules holds, put together where they meet.
fn windows(rules: &[Rule], zone: &TimeZone, (from, until): Stretch) -> Vec<Stretch> {
    let last = clock(zone, until).date();
    // Two days earlier: the day before may reach into this one, and a clock may have left a whole day out.
    let mut day = clock(zone, from).date().checked_sub(2.days()).unwrap_or(Date::MIN);
    let mut found = Vec::new();
    while day <= last {
        for rule in rules.iter().filter(|rule| rule.days.contains(day.weekday())) {
            let ends = if rule.until > rule.from { Some(day) } else { day.tomorrow().ok() };
            let ends = ends.map_or(DateTime::MAX, |day| day.to_datetime(rule.until));
            let opens = moment(zone, day.to_datetime(rule.from)).max(from);
            let closes = moment(zone, ends).min(until);
            if opens < closes {
                found.push((opens, closes));
            }
        }
        match day.tomorrow() {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    found.sort_unstable();
    found.dedup_by(|later, earlier| {
        let meets = later.0 <= earlier.1;
        if meets {
            earlier.1 = earlier.1.max(later.1);
        }
        meets
    });
    found
}
