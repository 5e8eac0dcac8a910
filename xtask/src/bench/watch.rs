//! The clock of the bench: it measures this machine, not a house.

use std::time::{Duration, Instant};

#[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
pub fn now() -> Instant {
    Instant::now()
}

/// Milliseconds since `start`.
pub fn since(start: Instant) -> f64 {
    now().duration_since(start).as_secs_f64() * 1000.0
}

pub fn pause(millis: u64) {
    std::thread::sleep(Duration::from_millis(millis));
}

/// The day, in UTC.
#[expect(clippy::disallowed_methods, reason = "a report says when it was made")]
pub fn today() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%d").to_string()
}

/// Numbers here are far below the 2^53 that a float counts exactly.
#[expect(clippy::cast_precision_loss, reason = "counts of rows, bytes and requests")]
pub const fn float(number: u64) -> f64 {
    number as f64
}

/// The nearest whole number, none below 0.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded, and never below 0")]
pub fn whole(number: f64) -> u64 {
    number.max(0.0).round() as u64
}

/// The value in the middle; of an even number the higher of the two.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// The value that 99 of 100 are not above.
pub fn p99(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let above = values.len() / 100;
    values.iter().rev().nth(above).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_and_the_end() {
        assert_eq!(whole(median(vec![3.0, 1.0, 2.0])), 2);
        assert_eq!(whole(p99((1..=200).map(f64::from).collect())), 198);
        assert_eq!(whole(p99(vec![1.0, 9.4])), 9);
    }
}
