//! The same question asked of a model that goes minute by minute and knows no arithmetic of zones: a hand-off has been
//! once the clock has shown its time or a later one.

use jiff::civil::DateTime;
use jiff::{SignedDuration, ToSpan};
use kernel::Span;
use proptest::prelude::*;

use super::super::segments::{final_schedule, is_never_left};
use super::*;

const ZONES: [&str; 14] = [
    "UTC",
    "America/Chicago",
    "America/St_Johns",
    "America/Sao_Paulo",
    "America/Nuuk",
    "Europe/Dublin",
    "Europe/London",
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Antarctica/Troll",
];

/// Who is on call when the latest time that the clock has shown so far is `shown`.
fn slow(plan: &Plan, given: &[Override], now: Timestamp, shown: DateTime) -> Option<ContactId> {
    let standing_in = given.iter().rev().find(|one| one.from <= now && now < one.until);
    if let Some(one) = standing_in {
        return Some(one.contact);
    }
    plan.layers.iter().find_map(|layer| slow_layer(layer, shown)).or(plan.fallback)
}

fn slow_layer(layer: &Layer, shown: DateTime) -> Option<ContactId> {
    if shown < layer.begins || layer.members.is_empty() {
        return None;
    }
    let holds = layer.rules.is_empty()
        || layer.rules.iter().any(|rule| {
            [shown.date(), shown.date().yesterday().unwrap()].into_iter().any(|day| {
                let ends = if rule.until > rule.from { day } else { day.tomorrow().unwrap() };
                rule.days.contains(day.weekday())
                    && day.to_datetime(rule.from) <= shown
                    && shown < ends.to_datetime(rule.until)
            })
        });
    let turns = shown.duration_since(layer.begins).as_hours() / layer.turn;
    holds.then(|| layer.members[usize::try_from(turns).unwrap() % layer.members.len()])
}

/// Minutes of the clock, for begin and length.
fn time() -> impl Strategy<Value = jiff::civil::Time> {
    (0..24 * 4i8).prop_map(|quarter| jiff::civil::time(quarter / 4, quarter % 4 * 15, 0, 0))
}

fn any_rule() -> impl Strategy<Value = Rule> {
    (1..128u8, time(), time()).prop_map(|(days, from, until)| {
        let names = Days::ALL.iter().enumerate().filter(|(place, _)| days & (1 << place) != 0);
        Rule { days: Days::parse(names.map(|(_, (_, name, _))| *name)).unwrap(), from, until }
    })
}

/// How a layer is written: days from the middle to its beginning, the time of its hand-off, and so on.
fn any_layer() -> impl Strategy<Value = (i64, jiff::civil::Time, i64, usize, Vec<Rule>)> {
    let turns = prop_oneof![Just(1i64), Just(5), Just(8), Just(12), Just(24), Just(48), Just(168)];
    (-400i64..2, time(), turns, 0..4usize, proptest::collection::vec(any_rule(), 0..3))
}

fn middle(zone: &TimeZone, hours: i64, at_a_move: bool) -> Timestamp {
    let some_time = at("2020-01-01T00:00:00Z") + Span::hours(hours);
    let moved = zone.following(some_time.to_jiff()).next().filter(|_| at_a_move);
    moved.map_or(some_time, |transition| Timestamp::from_jiff(transition.timestamp()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn r9_each_minute_is_as_the_slow_model_says(
        name in proptest::sample::select(&ZONES[..]),
        hours in 0..20 * 8766i64,
        at_a_move in prop_oneof![1 => Just(false), 3 => Just(true)],
        layers in proptest::collection::vec(any_layer(), 0..4),
        given in proptest::collection::vec((-2880i64..2880, 1..2000i64, 0..26usize), 0..6),
        fallback in proptest::option::of(0..26usize),
    ) {
        let zone = zone(name);
        let middle = middle(&zone, hours, at_a_move);
        let today = zone.to_datetime(middle.to_jiff()).date();
        let layers = layers.into_iter().enumerate().map(|(number, (days, time, turn, members, rules))| Layer {
            begins: today.checked_add(days.days()).unwrap().to_datetime(time),
            turn,
            members: (0..members).map(|one| person(number * 5 + one)).collect(),
            rules,
        });
        let plan = Plan { zone: zone.clone(), layers: layers.collect(), fallback: fallback.map(person) };
        let minute = |minutes: i64| Timestamp::from_micros(middle.micros() / 60_000_000 * 60_000_000) + Span::minutes(minutes);
        let given: Vec<Override> = given.iter().zip(0i64..).map(|((from, length, who), number)| Override {
            id: OverrideId::from_uuid(Uuid::from_u128(number.unsigned_abs().into())),
            contact: person(*who),
            from: minute(*from),
            until: minute(from + length),
            made_at: Timestamp::from_micros(number),
        }).collect();

        let (from, until) = (minute(-2000), minute(2000));
        let segments = final_schedule(&plan, &given, from, until);
        prop_assert_eq!(segments.first().map(|one| one.from), Some(from));
        prop_assert_eq!(segments.last().map(|one| one.until), Some(until));
        for pair in segments.windows(2) {
            prop_assert_eq!(pair[0].until, pair[1].from, "no moment is left out or twice");
            prop_assert!(pair[0].from < pair[0].until);
            prop_assert!(pair[0].who != pair[1].who || pair[0].source != pair[1].source);
        }
        let mut segment = segments.iter().peekable();
        let mut shown = DateTime::MIN;
        // The clock may have been put back shortly before.
        for number in -2400..2000 {
            let now = minute(number);
            shown = shown.max(zone.to_datetime(now.to_jiff()));
            if now < from {
                continue;
            }
            while segment.peek().is_some_and(|one| one.until <= now) {
                segment.next();
            }
            let expected = slow(&plan, &given, now, shown);
            prop_assert_eq!(segment.peek().unwrap().who, expected, "{} {}", name, now);
        }
        // Asked for a part, it says what it says of the whole.
        let part = final_schedule(&plan, &given, minute(-61), minute(7));
        for one in part {
            let within = segments.iter().find(|all| all.from <= one.from && one.until <= all.until).unwrap();
            prop_assert_eq!(within.who, one.who);
        }
        if is_never_left(&plan, from) {
            prop_assert!(segments.iter().all(|one| one.who.is_some()), "nobody is left alone");
        }
        prop_assert!(SignedDuration::from_micros((until - from).as_micros()).as_mins() == 4000);
    }
}
