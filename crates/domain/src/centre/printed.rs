//! The number that every printed page bears: who had it on their screen and in which minute.
//!
//! Owns: making it, reading it back as somebody types it. Never: a secret, nor what the page said. The number alone leads from a
//! lost sheet of paper to the lines of the trail, also where the browser told nobody that it printed.

use akwaba_journal::id::ActorId;
use core::fmt;
use jiff::Timestamp;

/// The minutes are counted from the first of January 2020, in seconds since 1970.
const BEGINNING: i64 = 1_577_836_800;
/// The greatest minute that eight digits hold: in the year 2210.
const MINUTE_MAX: u64 = 99_999_999;
/// Marks of accounts: enough that a digit typed wrongly leads to nobody.
const MARKS: u64 = 10_000;

/// The number of a printed page: eight digits of the minute, four of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetNumber(u64);

fn mark(account: ActorId) -> u64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"akwaba printed page 1");
    hasher.update(account.as_bytes());
    let hash = hasher.finalize();
    let bytes = hash.as_bytes().iter().take(8);
    bytes.fold(0, |sum: u64, byte| (sum << 8) | u64::from(*byte)) % MARKS
}

impl SheetNumber {
    /// The number of what an account has on its screen now. A clock before 2020 gives the first minute.
    #[must_use]
    pub fn of(account: ActorId, now: Timestamp) -> Self {
        let minute = now.as_second().saturating_sub(BEGINNING).div_euclid(60);
        let minute = u64::try_from(minute).unwrap_or(0).min(MINUTE_MAX);
        Self(minute * MARKS + mark(account))
    }

    /// Reads it as somebody types it from paper, with or without spaces; none when it is no such number.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let kept: String = typed
            .chars()
            .filter(|c| !" .-\u{a0}".contains(*c))
            .collect();
        let digits = kept.len() == 12 && kept.chars().all(|c| c.is_ascii_digit());
        digits.then(|| kept.parse().ok().map(Self)).flatten()
    }

    /// Whether it may be of this account.
    #[must_use]
    pub fn is_of(self, account: ActorId) -> bool {
        self.0 % MARKS == mark(account)
    }

    /// The beginning of its minute, in microseconds since 1970.
    #[must_use]
    pub fn at_micros(self) -> i64 {
        let minute = i64::try_from(self.0 / MARKS).unwrap_or(0);
        (BEGINNING + minute * 60).saturating_mul(1_000_000)
    }

    /// As it is kept.
    #[must_use]
    pub fn value(self) -> u64 {
        self.0
    }
}

impl fmt::Display for SheetNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:012}", self.0);
        let groups: Vec<&str> = [digits.get(0..4), digits.get(4..8), digits.get(8..12)]
            .into_iter()
            .flatten()
            .collect();
        f.write_str(&groups.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_number_leads_back_to_its_account_and_minute(bytes: [u8; 16], second in 1_577_836_800_i64..7_500_000_000) {
            let account = ActorId::from_bytes(bytes);
            let number = SheetNumber::of(account, Timestamp::from_second(second).unwrap());
            prop_assert_eq!(SheetNumber::parse(&number.to_string()), Some(number));
            prop_assert!(number.is_of(account));
            let at = number.at_micros() / 1_000_000;
            prop_assert!(at <= second && second < at + 60);
        }
    }

    #[test]
    fn what_is_no_number_of_a_page_is_refused_and_a_wrong_digit_leads_to_nobody() {
        for wrong in [
            "",
            "1234",
            "1234 5678 901",
            "1234 5678 901x",
            "١٢٣٤ ٥٦٧٨ ٩٠١٢",
        ] {
            assert_eq!(SheetNumber::parse(wrong), None, "{wrong}");
        }
        let account = ActorId::named("somebody");
        let number = SheetNumber::of(account, "2026-11-23T08:00:00Z".parse().unwrap());
        let last = number.0 + if number.0 % 10 == 9 { 0 } else { 1 };
        assert!(last == number.0 || !SheetNumber(last).is_of(account));
    }

    #[test]
    fn a_clock_of_1970_gives_a_number_all_the_same() {
        let number = SheetNumber::of(ActorId::named("somebody"), Timestamp::UNIX_EPOCH);
        assert_eq!(number.at_micros(), BEGINNING * 1_000_000);
    }
}
