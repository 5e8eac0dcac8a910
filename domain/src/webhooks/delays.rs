//! When a delivery that failed is tried again: soon at first, then later and later, for three days (Standard Webhooks).

use kernel::{Dice, Span};

/// After the first attempt, the second, and so on; after the last one it has failed.
const DELAYS: [Span; 9] = [
    Span::seconds(5),
    Span::minutes(5),
    Span::minutes(30),
    Span::hours(2),
    Span::hours(5),
    Span::hours(10),
    Span::hours(14),
    Span::hours(20),
    Span::hours(24),
];
/// The longest that another side may ask us to wait.
const LONGEST_ASKED: Span = Span::hours(24);

/// How long to wait after this many attempts; none when it is given up. A tenth more or less keeps those that failed
/// together from coming back together. `asked` is what the other side asked for.
pub(super) fn after(tries: i64, asked: Option<Span>, dice: &Dice) -> Option<Span> {
    let place = usize::try_from(tries - 1).ok()?;
    let delay = DELAYS.get(place)?.as_micros();
    let tenth = u64::try_from(delay / 5).unwrap_or(1).max(1);
    let jitter = i64::from(dice.below(u32::try_from(tenth / 1000).unwrap_or(u32::MAX).max(1)));
    let wait = Span::micros(delay - delay / 10 + jitter * 1000);
    Some(asked.map_or(wait, |asked| asked.min(LONGEST_ASKED).max(wait)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_longer_and_three_days_are_the_end() {
        let dice = Dice::seeded(1);
        let mut last = Span::micros(0);
        for tries in 1..=9 {
            let wait = after(tries, None, &dice).unwrap();
            let asked = DELAYS[usize::try_from(tries - 1).unwrap()].as_micros();
            assert!((asked * 9 / 10..=asked * 11 / 10).contains(&wait.as_micros()), "{tries}: {wait:?}");
            assert!(wait > last, "{tries}");
            last = wait;
        }
        assert_eq!(after(10, None, &dice), None);
        assert_eq!(after(1, Some(Span::minutes(2)), &dice), Some(Span::minutes(2)));
        assert_eq!(after(1, Some(Span::days(9)), &dice), Some(LONGEST_ASKED));
        assert!(
            after(2, Some(Span::seconds(1)), &dice).unwrap() > Span::minutes(4),
            "never sooner than by itself"
        );
    }
}
