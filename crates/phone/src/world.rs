//! The world of a browser: the only place of this crate that asks for the time and for chance.

use akwaba_journal::chance::Chance;

/// The browser's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct BrowserChance;

impl Chance for BrowserChance {
    fn fill(&mut self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // Without randomness no key and no session is safe: nothing may go on.
            std::process::abort();
        }
    }
}

/// The time now, by the browser's clock.
#[expect(
    clippy::disallowed_methods,
    reason = "this is where the host reads the clock"
)]
pub fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
