//! Every zone that there is, from 2020 to 2040.

use super::super::segments::final_schedule;
use super::super::wall::{clock, moment};
use super::*;

#[test]
fn r9_in_every_zone_from_2020_to_2040_a_rota_has_exactly_one_person_and_hands_off_at_its_time() {
    let mut zones = 0;
    for name in jiff::tz::db().available() {
        let Ok(zone) = TimeZone::get(name.as_str()) else { continue };
        let rota = Plan {
            zone: zone.clone(),
            layers: vec![layer("2020-01-06T02:30", 168, "ABC", &[])],
            fallback: None,
        };
        let (from, until) = (moment(&zone, "2020-01-06T02:30".parse().unwrap()), at("2041-01-01T00:00:00Z"));
        let segments = final_schedule(&rota, &[], from, until);
        assert_eq!(segments.first().unwrap().from, from, "{name}");
        assert_eq!(segments.last().unwrap().until, until, "{name}");
        for ((number, pair), weeks) in segments.windows(2).enumerate().zip(1i64..) {
            assert_eq!(pair[0].until, pair[1].from, "{name}: no second is left out or twice");
            assert_eq!(letter(pair[0].who), ['A', 'B', 'C'][number % 3], "{name}");
            let wall = clock(&zone, pair[1].from);
            let expected = rota.layers[0].begins.checked_add(jiff::SignedDuration::from_hours(168 * weeks));
            let expected = expected.unwrap();
            let left_out = zone.to_ambiguous_timestamp(expected).is_ambiguous() && wall != expected;
            assert!(
                wall == expected || (left_out && wall > expected),
                "{name}: {wall} instead of {expected}"
            );
        }
        zones += 1;
    }
    assert!(zones > 300, "{zones} zones");
}
