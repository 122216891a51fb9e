//! The world: the only place that asks for the time and for chance.

use akwaba_journal::chance::Chance;

/// The operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&mut self, bytes: &mut [u8]) {
        if getrandom::fill(bytes).is_err() {
            // Without randomness no key and no session is safe: nothing may go on.
            tracing::error!("the system gives no randomness: stopping");
            std::process::abort();
        }
    }
}

/// The time now, by this machine's clock.
#[expect(
    clippy::disallowed_methods,
    reason = "this is where the host reads the clock"
)]
pub fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}
