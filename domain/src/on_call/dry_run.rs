//! The calls of the last ninety days against a schedule that is only proposed: whom each would have reached.

use std::cmp::Reverse;

use jiff::SignedDuration;
use jiff::civil::Weekday;
use kernel::{ContactId, Timestamp};

use super::plan::{Layer, Plan};
use super::segments::{Segment, final_schedule};
use super::wall::clock;

/// What would have become of the calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DryRun {
    pub calls: usize,
    /// How many each would have had; `None` is nobody, and stands last. The most often reached stands first.
    pub reached: Vec<(Option<ContactId>, usize)>,
    /// At which hours of the week, on the clock of the schedule, calls would have reached nobody, the worst first.
    pub missed: Vec<(Weekday, i8, usize)>,
}

/// The calls, in the order of time, as if the schedule had held then. Overrides that were made for days of their own
/// do not count: they were made by another schedule.
pub fn dry_run(plan: &Plan, calls: &[Timestamp]) -> DryRun {
    let (Some(first), Some(last)) = (calls.first().copied(), calls.last().copied()) else {
        return DryRun::default();
    };
    let until = Timestamp::from_micros(last.micros() + 1);
    let segments = final_schedule(&as_if_always(plan, first), &[], first, until);
    let mut run = DryRun { calls: calls.len(), ..DryRun::default() };
    for call in calls {
        let who = at(&segments, *call).and_then(|segment| segment.who);
        match run.reached.iter_mut().find(|(one, _)| *one == who) {
            Some((_, times)) => *times += 1,
            None => run.reached.push((who, 1)),
        }
        if who.is_none() {
            let shown = clock(&plan.zone, *call);
            let (day, hour) = (shown.weekday(), shown.hour());
            match run.missed.iter_mut().find(|one| (one.0, one.1) == (day, hour)) {
                Some((_, _, times)) => *times += 1,
                None => run.missed.push((day, hour, 1)),
            }
        }
    }
    run.reached.sort_by_key(|(who, times)| (who.is_none(), Reverse(*times), *who));
    run.missed.sort_by_key(|(day, hour, times)| (Reverse(*times), day.to_monday_zero_offset(), *hour));
    run
}

impl DryRun {
    pub fn nobody(&self) -> usize {
        self.missed.iter().map(|(_, _, times)| times).sum()
    }
}

fn at(segments: &[Segment], call: Timestamp) -> Option<&Segment> {
    let place = segments.partition_point(|segment| segment.until <= call);
    segments.get(place).filter(|segment| segment.from <= call)
}

/// The same turns, begun so many whole rounds earlier that they held at `from` already.
fn as_if_always(plan: &Plan, from: Timestamp) -> Plan {
    let shown = clock(&plan.zone, from);
    let layers = plan.layers.iter().map(|layer| {
        let round = layer.turn.max(1) * i64::try_from(layer.members.len().max(1)).unwrap_or(1);
        let late = layer.begins.duration_since(shown).as_hours() + 24;
        let rounds = if late > 0 { late / round + 1 } else { 0 };
        let begins = layer.begins.checked_sub(SignedDuration::from_hours(rounds * round));
        Layer { begins: begins.unwrap_or(layer.begins), ..layer.clone() }
    });
    Plan { layers: layers.collect(), ..plan.clone() }
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;
    use jiff::tz::TimeZone;
    use uuid::Uuid;

    use super::*;
    use crate::on_call::plan::{Days, Rule};

    /// Calls, how many reach Ann, Bob and nobody, and when the most reach nobody.
    type Case = (&'static [&'static str], [usize; 3], Option<(Weekday, i8, usize)>);

    #[test]
    fn s0_44_each_call_is_judged_as_if_the_turns_had_gone_on_for_ever() {
        let [ann, bob] = [1, 2].map(|number| ContactId::from_uuid(Uuid::from_u128(number)));
        let at = |text: &&str| Timestamp::parse(text).unwrap();
        let nights = Rule {
            days: Days::parse(Days::ALL.map(|(_, name, _)| name)).unwrap(),
            from: time(17, 0, 0, 0),
            until: time(8, 0, 0, 0),
        };
        let layer = Layer {
            begins: "2026-11-20T17:00".parse().unwrap(),
            turn: 24,
            members: vec![ann, bob],
            rules: vec![nights],
        };
        let zone = TimeZone::get("America/New_York").unwrap();
        let plan = Plan { zone, layers: vec![layer], fallback: None };
        let table: [Case; 6] = [
            (&[], [0, 0, 0], None),
            // Two rounds before the 20th is the 16th: it is Ann’s. Five in the afternoon is 22:00 UTC.
            (&["2026-11-16T22:00:00Z"], [1, 0, 0], None),
            (&["2026-11-16T21:59:59Z"], [0, 0, 1], Some((Weekday::Monday, 16, 1))),
            (
                &["2026-11-17T22:00:00Z", "2026-11-18T12:59:59Z", "2026-11-18T13:00:00Z"],
                [0, 2, 1],
                Some((Weekday::Wednesday, 8, 1)),
            ),
            // On the Sunday on which the clock was put back, eight in the morning came an hour later.
            (&["2026-10-31T12:30:00Z", "2026-11-01T12:30:00Z"], [1, 0, 1], Some((Weekday::Saturday, 8, 1))),
            (
                &[
                    "2026-11-17T15:10:00Z",
                    "2026-11-17T19:00:00Z",
                    "2026-11-24T19:59:00Z",
                    "2027-03-01T23:00:00Z",
                ],
                [0, 1, 3],
                Some((Weekday::Tuesday, 14, 2)),
            ),
        ];
        for (calls, [first, second, nobody], worst) in table {
            let run = dry_run(&plan, &calls.iter().map(at).collect::<Vec<_>>());
            let of = |who| run.reached.iter().find(|(one, _)| *one == who).map_or(0, |(_, times)| *times);
            assert_eq!(
                (of(Some(ann)), of(Some(bob)), of(None)),
                (first, second, nobody),
                "{calls:?} {run:?}"
            );
            assert_eq!((run.calls, run.nobody()), (calls.len(), nobody), "{calls:?}");
            assert_eq!(run.missed.first().copied(), worst, "{calls:?}");
        }
        let always = dry_run(&Plan { fallback: Some(ann), ..plan }, &[at(&"2026-11-17T19:00:00Z")]);
        assert_eq!((always.nobody(), always.reached), (0, vec![(Some(ann), 1)]));
    }
}
