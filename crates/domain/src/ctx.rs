//! What a decision may use besides its command: the time and chance that the host passes.

use akwaba_journal::chance::Chance;
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::EntityId;

/// The context of one command.
pub struct Ctx<'a> {
    /// The time, by the host's clock.
    pub now: jiff::Timestamp,
    /// The host's randomness.
    pub chance: &'a mut dyn Chance,
}

impl Ctx<'_> {
    /// The id of a new entity.
    pub fn fresh(&mut self) -> EntityId {
        EntityId::fresh(
            Stamp {
                micros: self.now.as_microsecond(),
                count: 0,
            },
            self.chance,
        )
    }

    /// Today in Abidjan, which keeps UTC all year.
    pub fn today(&self) -> jiff::civil::Date {
        day_of(self.now)
    }
}

/// The day of a moment in Abidjan.
pub fn day_of(moment: jiff::Timestamp) -> jiff::civil::Date {
    jiff::tz::Offset::UTC.to_datetime(moment).date()
}
