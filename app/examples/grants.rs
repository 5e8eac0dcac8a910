//! How long it takes to work out what somebody may do: once for every request, from the texts of three roles.

use std::hint::black_box;
use std::time::Instant;

use domain::access::{Grants, Kind, roles};

const ROUNDS: u32 = 200_000;

/// Prints microseconds.
#[expect(clippy::disallowed_methods, reason = "it measures")]
fn main() {
    let texts: Vec<String> =
        roles::PRESETS.iter().take(3).map(|preset| (preset.grants)().to_json()).collect();
    let start = Instant::now();
    for _ in 0..ROUNDS {
        let sum = black_box(&texts)
            .iter()
            .fold(Grants::NONE, |sum, text| sum.union(&Grants::from_json(text).unwrap_or_default()));
        black_box(sum.offered_to(Kind::Operator));
    }
    println!("{:.3}", start.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS));
}
