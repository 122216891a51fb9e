//! The code of the first opening: shown where the program was started, typed in the browser, so
//! that only whoever holds the machine founds the centre. It lives in memory: a restart makes another.

use super::patience::wait_left;
use crate::refusal::Refusal;
use akwaba_journal::chance::Chance;
use jiff::Timestamp;

/// The field in which it is typed.
pub const FIELD: &str = "opening";
/// What it is made of: no letter or digit that is taken for another when read aloud or copied.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Groups of four: 60 bits.
const GROUPS: usize = 3;

/// The code, and how often it was guessed at.
pub struct FirstCode {
    code: String,
    failures: i64,
    last_micros: i64,
}

impl core::fmt::Debug for FirstCode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("FirstCode([caché])")
    }
}

impl FirstCode {
    /// A new one.
    pub fn make(chance: &mut dyn Chance) -> Self {
        let mut bytes = [0; GROUPS * 4];
        chance.fill(&mut bytes);
        let letters =
            bytes.map(|byte| char::from(*ALPHABET.get(usize::from(byte % 32)).unwrap_or(&b'2')));
        let groups = letters.chunks(4).map(String::from_iter);
        Self {
            code: groups.collect::<Vec<_>>().join("-"),
            failures: 0,
            last_micros: 0,
        }
    }

    /// As it is shown to whoever started the program, and to nobody else.
    pub fn reveal(&self) -> &str {
        &self.code
    }

    /// Checks what was typed; small letters, spaces and hyphens do not matter.
    ///
    /// # Errors
    /// `founding-code-wrong`, or `founding-code-wait` after too many failures, without looking.
    pub fn check(&mut self, typed: &str, now: Timestamp) -> Result<(), Refusal> {
        let wait = wait_left(self.failures, self.last_micros, now);
        if wait > 0 {
            return Err(Refusal::at(FIELD, "founding-code-wait").with("seconds", wait));
        }
        if plain(typed) == plain(&self.code) {
            return Ok(());
        }
        self.failures += 1;
        self.last_micros = now.as_microsecond();
        Err(Refusal::at(FIELD, "founding-code-wrong"))
    }
}

/// A digest, so that comparing takes the same time whatever the difference.
fn plain(code: &str) -> blake3::Hash {
    let letters = code.chars().filter(char::is_ascii_alphanumeric);
    let letters: String = letters.map(|c| c.to_ascii_uppercase()).collect();
    blake3::hash(letters.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use akwaba_journal::chance::Seeded;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_code_is_right_however_it_is_spaced_and_wrong_otherwise() {
        let mut code = FirstCode::make(&mut Seeded::new(3));
        let typed = code.reveal().to_lowercase().replace('-', " ");
        assert_eq!(code.check(&typed, at(0)), Ok(()));
        let cut = code.reveal()[1..].to_owned();
        for wrong in ["", "AAAA-AAAA-AAAA", &cut] {
            assert_eq!(
                code.check(wrong, at(0)).unwrap_err().code,
                "founding-code-wrong"
            );
        }
        assert_eq!(format!("{code:?}"), "FirstCode([caché])");
    }

    #[test]
    fn guessing_gets_slower_and_slower_even_with_the_right_code() {
        let mut code = FirstCode::make(&mut Seeded::new(3));
        for _ in 0..5 {
            assert_eq!(
                code.check("no", at(0)).unwrap_err().code,
                "founding-code-wrong"
            );
        }
        let right = code.reveal().to_owned();
        assert_eq!(
            code.check(&right, at(2)).unwrap_err().code,
            "founding-code-wait"
        );
        assert_eq!(code.check(&right, at(5)), Ok(()));
    }

    #[test]
    fn two_starts_have_two_codes() {
        let codes: std::collections::BTreeSet<String> = (0..200)
            .map(|seed| FirstCode::make(&mut Seeded::new(seed)).reveal().to_owned())
            .collect();
        assert_eq!(codes.len(), 200);
        assert!(codes.iter().all(|code| code.len() == 14));
    }
}
