//! Numbers that a seed draws: the same seed, the same form.
//!
//! Owns the one generator (SplitMix64). Not for secrets.

use std::cell::Cell;

pub(super) struct Chance(Cell<u64>);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(Cell::new(seed))
    }

    /// From 0 up to, not including, 1.
    pub fn draw(&self) -> f64 {
        let state = self.0.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.0.set(state);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        #[expect(clippy::cast_precision_loss, reason = "53 bits are exact")]
        let drawn = (mixed >> 11) as f64 / (1_u64 << 53) as f64;
        drawn
    }
}
