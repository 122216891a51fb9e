//! The random source that generators are given.
//!
//! Owns: the trait, and a small seeded sequence for tests, demos and measurements.
//! Never: makes randomness of its own, and never serves for keys or identifiers.

/// A source of 64-bit numbers.
pub trait Dice {
    /// The next number, all 64 bits equally likely.
    fn roll(&mut self) -> u64;

    /// A number from 0 to `sides - 1`; 0 where `sides` is 0.
    fn below(&mut self, sides: u64) -> u64 {
        if sides == 0 {
            return 0;
        }
        // The high half of a product: the bias is under sides / 2^64.
        let wide = u128::from(self.roll()) * u128::from(sides);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// True `chances` times in a hundred.
    fn percent(&mut self, chances: u64) -> bool {
        self.below(100) < chances
    }

    /// One of `items`, all equally likely; `None` where there are none.
    fn one<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T>
    where
        Self: Sized,
    {
        let at = self.below(items.len() as u64);
        items.get(usize::try_from(at).unwrap_or(0))
    }

    /// One of `items` by weight; `None` where there are none.
    fn weighted<'a, T>(&mut self, items: &'a [(T, u32)]) -> Option<&'a T>
    where
        Self: Sized,
    {
        let total: u64 = items.iter().map(|(_, weight)| u64::from(*weight)).sum();
        let mut left = self.below(total);
        for (item, weight) in items {
            if left < u64::from(*weight) {
                return Some(item);
            }
            left -= u64::from(*weight);
        }
        items.last().map(|(item, _)| item)
    }
}

impl<F: FnMut() -> u64> Dice for F {
    fn roll(&mut self) -> u64 {
        self()
    }
}

/// A sequence that is the same for the same seed (SplitMix64).
#[derive(Clone, Debug)]
pub struct Seeded(u64);

impl Seeded {
    /// The sequence of `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }
}

impl Dice for Seeded {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_sequence() {
        let (mut a, mut b) = (Seeded::new(7), Seeded::new(7));
        assert!((0..100).all(|_| a.roll() == b.roll()));
        assert_ne!(Seeded::new(7).roll(), Seeded::new(8).roll());
    }

    #[test]
    fn weights_are_followed() {
        let mut dice = Seeded::new(1);
        let items = [("rare", 1), ("common", 9)];
        let common = (0..10_000)
            .filter(|_| dice.weighted(&items) == Some(&"common"))
            .count();
        assert!((8_800..9_200).contains(&common), "{common}");
    }

    #[test]
    fn nothing_to_choose_from_gives_nothing() {
        let mut dice = Seeded::new(1);
        assert_eq!(dice.one::<u8>(&[]), None);
        assert_eq!(dice.weighted::<u8>(&[]), None);
        assert_eq!(dice.below(0), 0);
    }
}
