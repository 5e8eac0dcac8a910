//! How the demo decides: always by the dice that the house was given, so that it can be repeated.

use kernel::Dice;

pub(super) struct Chance<'a>(pub &'a Dice);

impl Chance<'_> {
    pub fn percent(&self, likely: u32) -> bool {
        self.0.below(100) < likely
    }

    /// A number from `low` up to and including `high`.
    pub fn between(&self, low: i64, high: i64) -> i64 {
        let sides = u32::try_from(high - low + 1).unwrap_or(1);
        low + i64::from(self.0.below(sides))
    }

    pub fn one(&self, words: &[&'static str]) -> &'static str {
        self.0.pick(words).copied().unwrap_or_default()
    }

    /// The index of one of these weights, the heavier the likelier.
    pub fn weighted(&self, weights: &[u32]) -> usize {
        let mut roll = self.0.below(weights.iter().sum());
        for (index, weight) in weights.iter().enumerate() {
            if roll < *weight {
                return index;
            }
            roll -= weight;
        }
        0
    }
}
