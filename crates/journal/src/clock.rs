//! The hybrid logical clock: stamps that never go back, however wrong the PC's clock is.
//!
//! Invariant: every stamp given by one `Hlc` is greater than all it gave or saw before.

/// A moment in the journal: physical microseconds since 1970 and a counter that breaks ties.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    minicbor::Encode,
    minicbor::Decode,
)]
#[cbor(array)]
pub struct Stamp {
    /// Microseconds since 1970-01-01T00:00:00Z, as the writing node believed.
    #[n(0)]
    pub micros: i64,
    /// Orders entries of the same microsecond, or written while the clock stood back.
    #[n(1)]
    pub count: u32,
}

/// The latest moment believed from elsewhere: 2200-01-01T00:00:00Z, in microseconds since 1970.
pub const MICROS_MAX: i64 = 7_258_118_400_000_000;

/// The clock of one node.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hlc {
    last: Stamp,
}

impl Hlc {
    /// A clock that goes on after `last`, the greatest stamp known.
    pub fn after(last: Stamp) -> Self {
        Self { last }
    }

    /// The greatest stamp given or seen.
    pub fn last(&self) -> Stamp {
        self.last
    }

    /// The stamp for something that happens when the PC's clock shows `now_micros`.
    pub fn tick(&mut self, now_micros: i64) -> Stamp {
        let next = if now_micros > self.last.micros {
            Stamp {
                micros: now_micros,
                count: 0,
            }
        } else {
            match self.last.count.checked_add(1) {
                Some(count) => Stamp {
                    micros: self.last.micros,
                    count,
                },
                None => Stamp {
                    micros: self.last.micros.saturating_add(1),
                    count: 0,
                },
            }
        };
        self.last = next;
        next
    }

    /// Takes note of a stamp written elsewhere; one after [`MICROS_MAX`] is not believed, so that
    /// no other node can bring this clock to the end of time, where stamps could grow no more.
    pub fn see(&mut self, other: Stamp) {
        if other.micros <= MICROS_MAX {
            self.last = self.last.max(other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn stamps_only_grow_whatever_the_clock_shows(nows in proptest::collection::vec(any::<i64>(), 1..200)) {
            let mut clock = Hlc::default();
            let mut before = clock.last();
            for now in nows {
                let stamp = clock.tick(now);
                prop_assert!(stamp > before);
                before = stamp;
            }
        }
    }

    #[test]
    fn a_stamp_from_the_end_of_time_does_not_stop_the_clock() {
        let mut clock = Hlc::default();
        clock.see(Stamp {
            micros: i64::MAX,
            count: u32::MAX,
        });
        let first = clock.tick(1);
        assert!(clock.tick(1) > first);
    }

    #[test]
    fn a_clock_set_back_to_1970_keeps_the_order() {
        let mut clock = Hlc::default();
        let today = clock.tick(1_790_000_000_000_000);
        assert!(clock.tick(0) > today);
    }
}
