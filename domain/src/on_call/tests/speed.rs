//! How long it takes: printed, not asserted, because machines differ.
//! `cargo test --release -p domain --lib on_call -- --nocapture how_long` shows it.

use kernel::Span;

use super::super::segments::final_schedule;
use super::*;

#[test]
#[allow(clippy::disallowed_methods, reason = "it is the time of this machine that is measured")]
fn how_long_ninety_days_with_five_layers_and_two_hundred_overrides_take() {
    let layers = ["ABC", "DE", "FGHI", "JKL", "M"].map(|members| {
        layer("2026-01-01T08:00", 24, members, &["mon tue wed thu fri 17:00 08:00", "sat sun 00:00 00:00"])
    });
    let plan = plan("America/Chicago", layers.to_vec(), "Z");
    let from = at("2026-10-01T00:00:00Z");
    let given: Vec<Override> = (0..200u32)
        .map(|number| Override {
            id: OverrideId::from_uuid(Uuid::from_u128(u128::from(number))),
            contact: person(13),
            from: from + Span::hours(i64::from(number) * 10),
            until: from + Span::hours(i64::from(number) * 10 + 15),
            made_at: Timestamp::from_micros(i64::from(number)),
        })
        .collect();
    let mut best = std::time::Duration::MAX;
    for _ in 0..20 {
        let begun = std::time::Instant::now();
        assert!(final_schedule(&plan, &given, from, from + Span::days(90)).len() > 200);
        best = best.min(begun.elapsed());
    }
    println!("ninety days, five layers, two hundred overrides: {best:?}");
}
