//! Passphrases: what is asked of one, and making one that can be said aloud.
//!
//! Follows the advice of NIST SP 800-63B: length over composition, a list of common ones refused,
//! no forced change. Hashing is the host's: it costs time and memory.

use super::common::{RUNS, WORDS, hearts};
use crate::refusal::Refusal;
use akwaba_journal::chance::Chance;
use jiff::Timestamp;

/// Shortest passphrase, in characters.
pub const PASSPHRASE_CHARS_MIN: usize = 12;
/// Longest, in characters: enough for a sentence, too short to tie up the machine.
pub const PASSPHRASE_CHARS_MAX: usize = 128;
/// Words of a passphrase that Akwaba makes: 5 words of a list of 256 and a number of two digits.
pub const PASSPHRASE_WORDS: usize = 5;

/// Common words of which a passphrase must have more: two of a thousand are guessed in a minute.
const COMMON_WORDS_MAX: usize = 2;

/// How long a passphrase that somebody gave opens anything while it is not changed, in microseconds:
/// seven days, for who is away when it is made.
pub const GIVEN_MICROS_MAX: i64 = 7 * 24 * 3_600 * 1_000_000;

/// Whether a passphrase given at `given_micros` (microseconds since 1970) still opens the page that
/// changes it. A clock set back ends none.
pub fn still_serves(given_micros: i64, now: Timestamp) -> bool {
    now.as_microsecond() - given_micros <= GIVEN_MICROS_MAX
}

/// Checks a new passphrase of the account `login` at `field`.
///
/// # Errors
/// `passphrase-short`, `passphrase-long`, `passphrase-common` or `passphrase-login`.
pub fn check(field: &str, passphrase: &str, login: &str) -> Result<(), Refusal> {
    let chars = passphrase.chars().count();
    if chars < PASSPHRASE_CHARS_MIN {
        return Err(Refusal::at(field, "passphrase-short").with("min", PASSPHRASE_CHARS_MIN));
    }
    if chars > PASSPHRASE_CHARS_MAX {
        return Err(Refusal::at(field, "passphrase-long").with("max", PASSPHRASE_CHARS_MAX));
    }
    let plain = plain(passphrase);
    if login.chars().count() >= 3 && plain.contains(&self::plain(login)) {
        return Err(Refusal::at(field, "passphrase-login"));
    }
    if is_common(passphrase) {
        Err(Refusal::at(field, "passphrase-common"))
    } else {
        Ok(())
    }
}

/// Whether it is one of the first that anyone would try: one or two common words, or one written
/// again and again, with digits around them or in the place of letters; a row of keys; a run of few
/// characters.
fn is_common(passphrase: &str) -> bool {
    let plain = plain(passphrase);
    let mut distinct: Vec<char> = plain.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() <= 4 || RUNS.iter().any(|run| run.contains(&plain)) {
        return true;
    }
    [plain.clone(), undressed(passphrase)].iter().any(|text| {
        let repeated = hearts().any(|heart| {
            let rest = text.replace(heart, "");
            rest.chars().count() <= 4 && rest.chars().all(|c| c.is_ascii_digit())
        });
        repeated || made_of(text, COMMON_WORDS_MAX)
    })
}

/// Whether a text is made of so many common words at most, whatever digits stand around them.
fn made_of(text: &str, words_left: usize) -> bool {
    let text = text.trim_matches(|c: char| c.is_ascii_digit());
    if text.is_empty() {
        return true;
    }
    words_left > 0
        && hearts().any(|heart| {
            let rest = text.strip_prefix(heart);
            rest.is_some_and(|rest| made_of(rest, words_left - 1))
        })
}

/// The text with its letters back, where digits and signs that look alike stand for them.
fn undressed(passphrase: &str) -> String {
    let ends = |c: char| c.is_ascii_digit() || !c.is_alphanumeric() && !matches!(c, '@' | '$');
    let letters = passphrase.trim_matches(ends).chars().map(|c| match c {
        '@' | '4' => 'a',
        '3' => 'e',
        '1' | '!' => 'i',
        '0' => 'o',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    });
    plain(&letters.collect::<String>())
}

fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    lower
        .chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| match c {
            'à' | 'â' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' => 'o',
            'ù' | 'û' => 'u',
            'ç' => 'c',
            other => other,
        })
        .collect()
}

/// Makes a passphrase of French words that can be said, written down once and learnt.
pub fn make(chance: &mut dyn Chance) -> String {
    let mut parts: Vec<String> = Vec::new();
    for _ in 0..PASSPHRASE_WORDS {
        let index = usize::try_from(chance.number() % WORDS.len() as u64).unwrap_or(0);
        parts.push(WORDS.get(index).copied().unwrap_or("centre").to_owned());
    }
    parts.push((10 + chance.number() % 90).to_string());
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use akwaba_journal::chance::Seeded;

    #[test]
    fn common_ones_are_refused_however_dressed() {
        for common in [
            "motdepasse123",
            "Mot de passe 2026",
            "azertyuiopqs",
            "111111111111",
            "cotedivoire225",
            "123456789012",
            "password1234",
            "akwabaakwaba",
            "M0tdePa$$e2026",
            "p@ssword-1234",
            "JesusChrist 225",
            "AminataKoffi1990",
            "soleil-mangue-12",
            "1qaz2wsx3edc",
            "a1z2e3r4t5y6",
        ] {
            assert_eq!(
                check("p", common, "x").unwrap_err().code,
                "passphrase-common",
                "{common}"
            );
        }
        assert_eq!(
            check("p", "court", "x").unwrap_err().code,
            "passphrase-short"
        );
        assert_eq!(
            check("p", &"abcde".repeat(40), "x").unwrap_err().code,
            "passphrase-long"
        );
        assert_eq!(
            check("p", "mariame-au-comptoir", "mariame")
                .unwrap_err()
                .code,
            "passphrase-login"
        );
    }

    #[test]
    fn a_passphrase_given_serves_seven_days_and_a_clock_set_back_ends_none() {
        let given = 1_790_000_000_000_000;
        let after = |micros: i64| Timestamp::from_microsecond(given + micros).unwrap();
        assert!(still_serves(given, after(GIVEN_MICROS_MAX)));
        assert!(!still_serves(given, after(GIVEN_MICROS_MAX + 1)));
        assert!(still_serves(given, after(-GIVEN_MICROS_MAX)));
    }

    #[test]
    fn those_that_akwaba_makes_are_accepted() {
        for seed in 0..500 {
            let made = make(&mut Seeded::new(seed));
            assert_eq!(check("p", &made, "mariame.k"), Ok(()), "{made}");
        }
    }

    #[test]
    fn three_words_without_a_link_are_no_common_passphrase() {
        for good in [
            "sable-lagune-karite",
            "riviere-tambour-mil",
            "trois chevres sur le toit",
        ] {
            assert_eq!(check("p", good, "x"), Ok(()), "{good}");
        }
    }

    #[test]
    fn the_list_of_words_has_256_different_ones() {
        let mut words = WORDS.to_vec();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), 256);
    }
}
