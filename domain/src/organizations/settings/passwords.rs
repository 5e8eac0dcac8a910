//! What the organization asks of the passwords of its people (C-03).

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Passwords {
    /// How many characters a chosen password has at least.
    pub min_length: usize,
}

impl Passwords {
    /// What can be asked for. Six is possible (S4-19), and weak.
    pub const LENGTHS: std::ops::RangeInclusive<usize> = 6..=128;
    /// Below this a password alone is no protection (NIST SP 800-63B-4).
    pub const WEAK_BELOW: usize = 8;

    /// What counts, whatever was stored.
    pub fn shortest(&self) -> usize {
        self.min_length.clamp(*Self::LENGTHS.start(), *Self::LENGTHS.end())
    }

    pub fn is_weak(&self) -> bool {
        self.shortest() < Self::WEAK_BELOW
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self { min_length: 12 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_03_six_to_128_and_twelve_as_it_ships() {
        for (stored, counts, weak) in
            [(12, 12, false), (0, 6, true), (6, 6, true), (7, 7, true), (8, 8, false), (999, 128, false)]
        {
            let passwords = Passwords { min_length: stored };
            assert_eq!((passwords.shortest(), passwords.is_weak()), (counts, weak), "{stored}");
        }
        assert_eq!(Passwords::default().shortest(), 12);
    }
}
