//! Schedules as people write them, and who is on call by them.

use super::super::segments::{Source, final_schedule, in_order, over_time};
use super::*;

/// Each segment as it stands on the clock: `B 2026-11-20T17:00 – 2026-11-21T17:00`.
fn shown(plan: &Plan, given: &[Override], from: &str, until: &str) -> Vec<String> {
    final_schedule(plan, given, at(from), at(until))
        .into_iter()
        .map(|one| {
            let wall =
                |at: Timestamp| at.to_jiff().to_zoned(plan.zone.clone()).strftime("%m-%dT%H:%M").to_string();
            let minutes = (one.until - one.from).as_seconds() / 60;
            let hours = format!("{}{}", minutes / 60, if minutes % 60 == 30 { ".5" } else { "" });
            format!("{} {} {} {hours}h", letter(one.who), wall(one.from), wall(one.until))
        })
        .collect()
}

#[test]
fn r9_a_daily_rotation_hands_off_at_the_same_time_of_day_when_the_clock_is_moved() {
    let chicago = plan("America/Chicago", vec![layer("2026-10-30T17:00", 24, "AB", &[])], "");
    assert_eq!(
        shown(&chicago, &[], "2026-10-30T22:00:00Z", "2026-11-02T23:00:00Z"),
        ["A 10-30T17:00 10-31T17:00 24h", "B 10-31T17:00 11-01T17:00 25h", "A 11-01T17:00 11-02T17:00 24h",]
    );
    let spring = plan("America/Chicago", vec![layer("2026-03-07T02:30", 24, "AB", &[])], "");
    assert_eq!(
        shown(&spring, &[], "2026-03-07T08:30:00Z", "2026-03-10T07:30:00Z"),
        [
            "A 03-07T02:30 03-08T03:00 23.5h",
            "B 03-08T03:00 03-09T02:30 23.5h",
            "A 03-09T02:30 03-10T02:30 24h",
        ]
    );
}

#[test]
fn r9_a_night_shift_of_twelve_hours_lasts_thirteen_when_the_clock_goes_back() {
    let nights = plan("America/Chicago", vec![layer("2026-10-01T00:00", 24, "A", &["sat 20:00 08:00"])], "");
    assert_eq!(
        shown(&nights, &[], "2026-10-31T17:00:00Z", "2026-11-01T20:00:00Z"),
        ["- 10-31T12:00 10-31T20:00 8h", "A 10-31T20:00 11-01T08:00 13h", "- 11-01T08:00 11-01T14:00 6h"]
    );
}

#[test]
fn a_hand_off_in_the_hour_that_comes_twice_is_at_the_first_and_stays() {
    let chicago = plan("America/Chicago", vec![layer("2026-10-31T01:30", 24, "AB", &[])], "");
    assert_eq!(
        shown(&chicago, &[], "2026-10-31T06:30:00Z", "2026-11-02T07:30:00Z"),
        ["A 10-31T01:30 11-01T01:30 24h", "B 11-01T01:30 11-02T01:30 25h"]
    );
    // Asked in the second 01:15, the clock shows less than the hand-off; it has been all the same.
    assert_eq!(
        letter(final_schedule(&chicago, &[], at("2026-11-01T07:15:00Z"), at("2026-11-01T07:16:00Z"))[0].who),
        'B'
    );
}

#[test]
fn weeks_hours_and_people_who_come_more_often() {
    let weekly = plan("UTC", vec![layer("2026-11-20T09:00", 168, "ABA", &[])], "");
    assert_eq!(
        shown(&weekly, &[], "2026-11-20T09:00:00Z", "2026-12-18T09:00:00Z"),
        [
            "A 11-20T09:00 11-27T09:00 168h",
            "B 11-27T09:00 12-04T09:00 168h",
            "A 12-04T09:00 12-18T09:00 336h"
        ]
    );
    let halves = plan("UTC", vec![layer("2026-11-20T08:00", 12, "AB", &[])], "");
    assert_eq!(
        shown(&halves, &[], "2026-11-21T00:00:00Z", "2026-11-21T12:00:00Z"),
        ["B 11-21T00:00 11-21T08:00 8h", "A 11-21T08:00 11-21T12:00 4h"]
    );
}

#[test]
fn the_first_layer_decides_the_next_fill_in_and_the_fallback_is_last() {
    let both = plan(
        "UTC",
        vec![
            layer("2026-11-16T00:00", 24, "A", &["mon tue wed thu fri 08:00 17:00"]),
            layer("2026-11-16T00:00", 24, "B", &["daily 06:00 20:00"]),
        ],
        "F",
    );
    assert_eq!(
        shown(&both, &[], "2026-11-20T00:00:00Z", "2026-11-21T08:00:00Z"),
        [
            "F 11-20T00:00 11-20T06:00 6h",
            "B 11-20T06:00 11-20T08:00 2h",
            "A 11-20T08:00 11-20T17:00 9h",
            "B 11-20T17:00 11-20T20:00 3h",
            "F 11-20T20:00 11-21T06:00 10h",
            "B 11-21T06:00 11-21T08:00 2h",
        ]
    );
    let order = in_order(&both, &[], at("2026-11-20T09:00:00Z"));
    let letters: String = order.iter().map(|(who, _)| letter(Some(*who))).collect();
    assert_eq!(letters, "ABF", "who is asked when the one before does not answer");
    assert_eq!(order[2].1, Source::Fallback);
}

#[test]
fn an_override_comes_before_every_layer_and_the_one_made_last_before_the_others() {
    let always = plan("UTC", vec![layer("2026-11-01T00:00", 24, "A", &[])], "");
    let given = overrides(&[
        ("B", "2026-11-20T10:00:00Z", "2026-11-20T14:00:00Z"),
        ("C", "2026-11-20T12:00:00Z", "2026-11-20T13:00:00Z"),
        ("D", "2026-11-20T13:00:00Z", "2026-11-20T13:00:00Z"),
    ]);
    assert_eq!(
        shown(&always, &given, "2026-11-20T09:00:00Z", "2026-11-20T15:00:00Z"),
        [
            "A 11-20T09:00 11-20T10:00 1h",
            "B 11-20T10:00 11-20T12:00 2h",
            "C 11-20T12:00 11-20T13:00 1h",
            "B 11-20T13:00 11-20T14:00 1h",
            "A 11-20T14:00 11-20T15:00 1h",
        ]
    );
    let order: String = in_order(&always, &given, at("2026-11-20T12:30:00Z"))
        .iter()
        .map(|(who, _)| letter(Some(*who)))
        .collect();
    assert_eq!(order, "CBA");
}

#[test]
fn before_a_layer_begins_and_with_nobody_in_it_there_is_a_gap() {
    let later = plan(
        "UTC",
        vec![layer("2026-11-21T00:00", 24, "A", &[]), layer("2026-11-01T00:00", 24, "", &[])],
        "",
    );
    assert_eq!(
        shown(&later, &[], "2026-11-20T00:00:00Z", "2026-11-22T00:00:00Z"),
        ["- 11-20T00:00 11-21T00:00 24h", "A 11-21T00:00 11-22T00:00 24h"]
    );
    assert!(shown(&later, &[], "2026-11-22T00:00:00Z", "2026-11-22T00:00:00Z").is_empty());
    assert!(shown(&later, &[], "2026-11-23T00:00:00Z", "2026-11-22T00:00:00Z").is_empty());
    let nobody = plan("UTC", Vec::new(), "");
    assert_eq!(
        shown(&nobody, &[], "2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z"),
        ["- 11-20T00:00 11-21T00:00 24h"]
    );
}

#[test]
fn what_was_is_not_touched_by_what_is_changed() {
    let first = plan("UTC", vec![layer("2026-11-01T00:00", 24, "A", &[])], "");
    let second = plan("UTC", vec![layer("2026-11-01T00:00", 24, "B", &[])], "");
    let plans = [(at("2026-11-10T00:00:00Z"), first), (at("2026-11-20T12:00:00Z"), second)];
    let found: Vec<_> = over_time(&plans, &[], at("2026-11-09T00:00:00Z"), at("2026-11-22T00:00:00Z"))
        .iter()
        .map(|one| (letter(one.who), one.from, one.until))
        .collect();
    assert_eq!(
        found,
        [
            ('A', at("2026-11-10T00:00:00Z"), at("2026-11-20T12:00:00Z")),
            ('B', at("2026-11-20T12:00:00Z"), at("2026-11-22T00:00:00Z")),
        ],
        "before the schedule was made there is nothing"
    );
}
