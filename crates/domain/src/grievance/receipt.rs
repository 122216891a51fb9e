//! The receipt of a complaint: sixteen digits, shown once, with which the answer is asked for.
//!
//! Fifteen are drawn, the last one catches a slip of the hand. Never kept, in any form: what is answered is sealed
//! to a key that only these digits, stretched by the host, give again.

use akwaba_journal::chance::Chance;

const DIGITS: usize = 16;

/// Sixteen digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt(String);

impl core::fmt::Debug for Receipt {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Receipt([caché])")
    }
}

impl Receipt {
    /// A new one.
    pub fn fresh(chance: &mut dyn Chance) -> Self {
        let mut drawn = chance.number() % 10_u64.pow(15);
        // Of 2^64 numbers, each one of fifteen digits comes as often as another but for one in 18 000.
        let mut digits = Vec::with_capacity(DIGITS);
        for _ in 1..DIGITS {
            digits.push(u8::try_from(drawn % 10).unwrap_or(0));
            drawn /= 10;
        }
        digits.push(check(&digits));
        Self(
            digits
                .into_iter()
                .map(|digit| char::from(b'0' + digit))
                .collect(),
        )
    }

    /// Reads what somebody typed, with spaces or without; `None` when it is not sixteen digits of a receipt.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.'));
        let digits: Vec<u8> = typed
            .map(|c| c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()?;
        let (last, drawn) = digits.split_last()?;
        (digits.len() == DIGITS && check(drawn) == *last).then(|| {
            Self(
                digits
                    .iter()
                    .map(|digit| char::from(b'0' + digit))
                    .collect(),
            )
        })
    }

    /// As it is shown: four by four.
    pub fn shown(&self) -> String {
        let groups = self.0.as_bytes().chunks(4);
        let groups: Vec<String> = groups
            .map(|group| String::from_utf8_lossy(group).into_owned())
            .collect();
        groups.join(" ")
    }

    /// The digits, to be stretched.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

/// The last digit (Luhn): one wrong digit, or two neighbours changed round, are seen.
fn check(digits: &[u8]) -> u8 {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let digit = u32::from(*digit);
            match (at % 2 == 0, digit * 2) {
                (true, double) if double > 9 => double - 9,
                (true, double) => double,
                (false, _) => digit,
            }
        })
        .sum();
    u8::try_from((10 - sum % 10) % 10).unwrap_or(0)
}
