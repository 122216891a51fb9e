//! Chance as an argument. Only the hosts make a source of randomness; everything else is handed
//! one, so that a recorded day replays to the same bytes.

/// A source of random bytes. In a host it is cryptographic; in a replay it is seeded.
pub trait Chance {
    /// Fills `bytes` with random data.
    fn fill(&mut self, bytes: &mut [u8]);

    /// Sixteen random bytes.
    fn sixteen(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        bytes
    }

    /// A random whole number, every value equally likely.
    fn number(&mut self) -> u64 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }
}

/// A small deterministic source for tests, simulation and generated data. Never for keys.
#[derive(Debug, Clone)]
pub struct Seeded {
    state: u64,
}

impl Seeded {
    /// A source that always gives the same bytes for the same seed.
    pub fn new(seed: u64) -> Self {
        Self {
            state: seed ^ 0x9E37_79B9_7F4A_7C15,
        }
    }

    /// The next number of the sequence (SplitMix64).
    pub fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number in `0..below`; 0 when `below` is 0.
    pub fn below(&mut self, below: u64) -> u64 {
        if below == 0 {
            0
        } else {
            self.next_u64() % below
        }
    }
}

impl Chance for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let word = self.next_u64().to_le_bytes();
            for (to, from) in chunk.iter_mut().zip(word) {
                *to = from;
            }
        }
    }
}
