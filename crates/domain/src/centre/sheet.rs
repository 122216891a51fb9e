//! The recovery sheet of an account: a secret on paper, in words that can be read aloud and typed again.
//!
//! Sixteen bytes of chance are four lines of four words, and a fifth word that checks the line. Never keeps the
//! secret, and never says which words were wrong, only on which line.

use super::common::WORDS;
use crate::refusal::Refusal;
use akwaba_journal::chance::Chance;
use zeroize::Zeroizing;

/// Bytes of the secret.
pub const SECRET_BYTES: usize = 16;
/// Lines of a sheet.
pub const LINES: usize = 4;
/// Words of a line, the one that checks it among them.
pub const WORDS_A_LINE: usize = 5;

/// What is on a sheet.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<[u8; SECRET_BYTES]>);

impl core::fmt::Debug for Secret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Secret([caché])")
    }
}

impl Secret {
    /// A new one.
    pub fn fresh(chance: &mut dyn Chance) -> Self {
        let mut bytes = Zeroizing::new([0; SECRET_BYTES]);
        chance.fill(bytes.as_mut());
        Self(bytes)
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8; SECRET_BYTES] {
        &self.0
    }

    /// Its lines as they are printed.
    pub fn lines(&self) -> Vec<Zeroizing<String>> {
        let quarters = self.0.chunks(SECRET_BYTES / LINES).enumerate();
        let written = quarters.map(|(line, bytes)| {
            let bytes = bytes.iter().copied().chain([check(line, bytes)]);
            let words: Vec<&str> = bytes.filter_map(word).collect();
            Zeroizing::new(words.join(" "))
        });
        written.collect()
    }

    /// Reads the lines again, however they are cut, with or without accents and capitals.
    ///
    /// # Errors
    /// At the field `words`: how many are missing, or on which line one is not right.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let typed = Zeroizing::new(typed.to_lowercase());
        let words: Vec<&str> = typed
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
            .collect();
        if words.len() != LINES * WORDS_A_LINE {
            let all = LINES * WORDS_A_LINE;
            return Err(Refusal::at("words", "keys-words-count")
                .with("all", all)
                .with("typed", words.len()));
        }
        let mut bytes = Zeroizing::new(Vec::with_capacity(SECRET_BYTES));
        for (line, words) in words.chunks(WORDS_A_LINE).enumerate() {
            let wrong = || Refusal::at("words", "keys-words-line").with("line", line + 1);
            let read: Option<Vec<u8>> = words.iter().map(|word| value(word)).collect();
            let read = Zeroizing::new(read.ok_or_else(wrong)?);
            let (last, four) = read.split_last().ok_or_else(wrong)?;
            if check(line, four) != *last {
                return Err(wrong());
            }
            bytes.extend_from_slice(four);
        }
        let bytes = <[u8; SECRET_BYTES]>::try_from(bytes.as_slice());
        let bytes = bytes.map_err(|_| Refusal::at("words", "keys-words-line"))?;
        Ok(Self(Zeroizing::new(bytes)))
    }
}

/// The byte that checks a line. Each line has its own, so that two exchanged lines show.
fn check(line: usize, bytes: &[u8]) -> u8 {
    let mut said = Zeroizing::new(bytes.to_vec());
    said.push(u8::try_from(line).unwrap_or(u8::MAX));
    let key = blake3::derive_key("akwaba 2026 line of a recovery sheet", &said);
    key.first().copied().unwrap_or(0)
}

fn word(byte: u8) -> Option<&'static str> {
    WORDS.get(usize::from(byte)).copied()
}

fn value(typed: &str) -> Option<u8> {
    let plain: String = typed.chars().map(bare).collect();
    let found = WORDS.iter().position(|word| {
        let word: String = word.chars().map(bare).collect();
        word == plain
    });
    u8::try_from(found?).ok()
}

fn bare(letter: char) -> char {
    match letter {
        'à' | 'â' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' => 'o',
        'ù' | 'û' => 'u',
        'ç' => 'c',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use akwaba_journal::chance::Seeded;

    #[test]
    fn a_sheet_is_read_again_however_it_is_typed() {
        let secret = Secret::fresh(&mut Seeded::new(1));
        let lines: Vec<String> = secret.lines().iter().map(|line| line.to_string()).collect();
        assert_eq!(lines.len(), LINES);
        let typed = format!(
            " {}\r\n{}",
            lines[..2].join(" - ").to_uppercase(),
            lines[2..].join("\n")
        );
        assert_eq!(Secret::parse(&typed), Ok(secret.clone()));
        assert!(Secret::parse(&lines[..3].join(" ")).is_err());
        assert_eq!(format!("{secret:?}"), "Secret([caché])");
    }

    #[test]
    fn a_wrong_word_or_an_exchanged_line_is_told_by_its_line() {
        let secret = Secret::fresh(&mut Seeded::new(2));
        let lines: Vec<String> = secret.lines().iter().map(|line| line.to_string()).collect();
        let line_of = |typed: &str| {
            let refused = Secret::parse(typed).unwrap_err();
            (1..=LINES)
                .find(|line| refused == Refusal::at("words", "keys-words-line").with("line", *line))
        };
        for wrong in 0..LINES {
            let mut changed = lines.clone();
            let mut words: Vec<&str> = changed[wrong].split(' ').collect();
            words.swap(0, 1);
            if words[0] == words[1] {
                continue;
            }
            changed[wrong] = words.join(" ");
            assert_eq!(line_of(&changed.join(" ")), Some(wrong + 1));
        }
        let mut exchanged = lines.clone();
        exchanged.swap(1, 2);
        assert_eq!(line_of(&exchanged.join(" ")), Some(2));
    }
}
