//! Chance: the operating system's in production, a repeatable one in tests and in the demo.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Handed to everything that makes a token, an id or a password; nothing else may roll (`clippy.toml`).
#[derive(Clone)]
pub struct Dice(Source);

#[derive(Clone)]
enum Source {
    System,
    Seeded(Arc<Mutex<ChaCha20Rng>>),
}

impl Dice {
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// Dice that roll the same numbers in every run.
    pub fn seeded(seed: u64) -> Self {
        Self(Source::Seeded(Arc::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))))
    }

    /// Random bytes. A machine that cannot give any must not go on: it would hand out guessable secrets.
    #[allow(
        clippy::disallowed_methods,
        clippy::expect_used,
        reason = "the one place where randomness is taken"
    )]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            Source::System => getrandom::fill(&mut bytes).expect("the operating system gives random bytes"),
            Source::Seeded(rng) => rng.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes),
        }
        bytes
    }

    /// An even number in `0..limit`; 0 if `limit` is 0. Even, because numbers from the ragged end are rolled again.
    pub fn below(&self, limit: u32) -> u32 {
        if limit == 0 {
            return 0;
        }
        let fair = u32::MAX - u32::MAX % limit;
        loop {
            let roll = u32::from_le_bytes(self.bytes());
            if roll < fair {
                return roll % limit;
            }
        }
    }

    /// One of the items; `None` if there are none.
    pub fn pick<'a, T>(&self, items: &'a [T]) -> Option<&'a T> {
        let limit = u32::try_from(items.len()).unwrap_or(u32::MAX);
        items.get(self.below(limit) as usize)
    }
}

impl fmt::Debug for Dice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dice")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_rolls_the_same_numbers() {
        assert_eq!(Dice::seeded(7).bytes::<32>(), Dice::seeded(7).bytes::<32>());
        assert_ne!(Dice::seeded(7).bytes::<32>(), Dice::seeded(8).bytes::<32>());
        assert_ne!(Dice::system().bytes::<32>(), Dice::system().bytes::<32>());
    }

    #[test]
    fn every_side_comes_up_and_none_beyond() {
        let dice = Dice::seeded(1);
        let mut seen = [0u32; 6];
        for _ in 0..600 {
            seen[dice.below(6) as usize] += 1;
        }
        assert!(seen.iter().all(|n| *n > 60), "{seen:?}");
        assert_eq!(dice.below(0), 0);
    }
}
