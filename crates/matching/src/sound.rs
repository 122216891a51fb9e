//! The phonetic code of a name: spellings that one ear cannot tell apart get one code.
//!
//! Owns: the sound classes of names written in Côte d'Ivoire (`ou/w/u`, `k/c/q`, `dj/j/dy/di+vowel`,
//! `gn/ny/ni+vowel`, `ss/s/c`, `th/t`, `ph/f`, silent `h`, doubled letters, mute endings, the prenasal `N'`),
//! and the few spellings of one name that no rule joins.
//! Never: decides that two people are one; a shared code only makes them worth comparing.
//!
//! A code is written in capitals; inside it `C` stands for *ch/sh* and `Q` for *gn/ny*, letters that the
//! classes have freed.

use crate::normal;

/// The longest code kept, in bytes.
pub const CODE_BYTES_MAX: usize = 16;

/// The phonetic code of one folded token; never empty for a token that is not. Known variants of a name that
/// no rule joins have the code of the first of them.
#[must_use]
pub fn code(token: &str) -> String {
    let code = heard(token);
    match VARIANTS.iter().find(|row| row.contains(&code.as_str())) {
        Some([first, ..]) => (*first).to_owned(),
        _ => code,
    }
}

/// The code by the sound classes alone.
fn heard(token: &str) -> String {
    let letters = without_silent_h(&letters_of(token));
    let letters = without_mute_ending(without_particle(without_prenasal(letters)));
    let code = scan(&letters);
    if code.is_empty() {
        return clip(token.to_owned());
    }
    clip(code)
}

/// The code of a beginning of a token: no ending is mute yet, since more may follow.
#[must_use]
pub fn opening(token: &str) -> String {
    clip(scan(&without_prenasal(without_silent_h(&letters_of(
        token,
    )))))
}

/// The codes of a whole name, in order, markers and particles left out.
#[must_use]
pub fn codes(name: &str) -> Vec<String> {
    normal::tokens(name)
        .iter()
        .filter(|t| t.is_name())
        .map(|t| code(&t.text))
        .collect()
}

/// True where two ways of writing one name meet: the same sounds, in any order.
#[must_use]
pub fn meet(a: &str, b: &str) -> bool {
    let sorted = |name: &str| {
        let mut codes = codes(name);
        codes.sort();
        codes
    };
    sorted(a) == sorted(b)
}

/// Codes of one name that the rules do not join: local pronunciations (Sénoufo, Akan) and the
/// frequent loss of a glide. The first of each row stands for the row.
const VARIANTS: &[&[&str]] = &[
    &["SILU", "ILI", "IL"],
    &["SORO", "ORO", "SORORO"],
    &["IEO", "II", "I", "IE"],
    &["SEKONGO", "IKONGO", "KONGO"],
    &["TUO", "TULO", "TULU"],
    &["AMENAN", "AMLAN", "AMANAN", "AMELAN"],
    &["TRAOR", "TARAUELE", "TARAUEL", "TARAOR"],
    &["BRU", "BLU"],
    &["KUAJO", "KAJO"],
    &["AMUIN", "AMUI"],
    &["UEDRAOGO", "UEDRAGO"],
    &["SAUADOGO", "SAVADOGO"],
    &["UATARA", "UTARA"],
];

/// The consonants of a code: what is left when every vowel was misheard.
#[must_use]
pub fn skeleton(code: &str) -> String {
    code.chars().filter(|c| !is_vowel(*c)).collect()
}

fn letters_of(token: &str) -> Vec<char> {
    token
        .chars()
        .take(48)
        .filter(|c| c.is_alphabetic())
        .collect()
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'A' | 'E' | 'I' | 'O' | 'U')
}

/// A vowel as written: `Y` sounds as one between or after consonants.
fn is_written_vowel(c: Option<char>) -> bool {
    matches!(c, Some('A' | 'E' | 'I' | 'O' | 'U' | 'Y' | 'W'))
}

/// Settles the digraphs with H (`ph`, `ch`, `sh`), then drops every other H.
/// `ch` and `sh` become lower-case `c`, which no later rule reads as K or S.
fn without_silent_h(letters: &[char]) -> Vec<char> {
    let mut kept: Vec<char> = Vec::with_capacity(letters.len());
    let mut rest = letters;
    while let [first, ..] = rest {
        let (sound, read) = match rest {
            ['P', 'H', ..] => (Some('F'), 2),
            ['C', 'H', 'R' | 'L', ..] => (Some('K'), 2),
            ['T' | 'S', 'C', 'H', ..] => (Some('c'), 3),
            ['C' | 'S', 'H', ..] => (Some('c'), 2),
            ['H', ..] => (None, 1),
            _ => (Some(*first), 1),
        };
        kept.extend(sound);
        rest = rest.get(read..).unwrap_or_default();
    }
    kept
}

/// `NGUESSAN` sounds as `GUESSAN`, `MBRA` as `BRA`.
fn without_prenasal(mut letters: Vec<char>) -> Vec<char> {
    let silent = match letters.as_slice() {
        ['N', next, ..] => {
            next.is_ascii_uppercase() && !is_written_vowel(Some(*next)) && *next != 'N'
        }
        ['M', 'B' | 'P', ..] => true,
        _ => false,
    };
    if silent && letters.len() > 2 {
        letters.remove(0);
    }
    letters
}

/// `IRIEBI` written in one word: the ending "Bi" is the particle.
fn without_particle(mut letters: Vec<char>) -> Vec<char> {
    if letters.len() >= 6 && letters.ends_with(&['B', 'I']) {
        letters.truncate(letters.len() - 2);
    }
    letters
}

/// Final T and X, then final E, are mute as long as a vowel stays; `EY` ends as `E`.
fn without_mute_ending(mut letters: Vec<char>) -> Vec<char> {
    if letters.ends_with(&['E', 'Y']) {
        letters.pop();
    }
    while matches!(letters.last(), Some('T' | 'X')) && letters.len() > 2 {
        letters.pop();
    }
    while letters.last() == Some(&'E') && has_vowel_before_last(&letters) {
        letters.pop();
    }
    letters
}

fn has_vowel_before_last(letters: &[char]) -> bool {
    letters
        .split_last()
        .is_some_and(|(_, rest)| rest.iter().any(|c| is_written_vowel(Some(*c))))
}

/// Reads the letters left to right and writes the sounds, never twice the same in a row.
fn scan(letters: &[char]) -> String {
    let mut sounds = Sounds::default();
    let mut rest = letters;
    while !rest.is_empty() {
        rest = step(rest, &mut sounds);
    }
    sounds.text
}

#[derive(Default)]
struct Sounds {
    text: String,
    last: Option<char>,
}

impl Sounds {
    fn put(&mut self, c: char) {
        if self.last != Some(c) {
            self.text.push(c);
            self.last = Some(c);
        }
    }
}

/// One step: writes the sound of the first letters, and gives back what is left to read.
fn step<'a>(rest: &'a [char], sounds: &mut Sounds) -> &'a [char] {
    let (sound, read) = sound_of(rest, sounds.last);
    if let Some(sound) = sound {
        sounds.put(sound);
    }
    rest.get(read..).unwrap_or_default()
}

/// The sound of the first letters, and how many of them make it; `None` for a silent letter.
fn sound_of(rest: &[char], last: Option<char>) -> (Option<char>, usize) {
    let vowel = |c: &char| is_written_vowel(Some(*c));
    let (sound, read) = match rest {
        ['c', ..] => ('C', 1),
        ['S', 'C', 'E' | 'I' | 'Y', ..] => ('S', 2),
        ['C', 'E' | 'I' | 'Y', ..] | ['S', ..] => ('S', 1),
        ['Q', 'U', ..] => ('K', 2),
        ['C' | 'K' | 'Q', ..] => ('K', 1),
        ['G', 'N', v, ..] if vowel(v) => ('Q', 2),
        ['N', 'Y' | 'I', v, ..] if vowel(v) => ('Q', 2),
        ['G', 'U', 'E' | 'I' | 'Y', ..] => ('G', 2),
        ['N', 'B' | 'P', ..] => ('M', 1),
        ['D', 'J', ..] => ('J', 2),
        ['D', 'I' | 'Y', v, ..] if vowel(v) => ('J', 2),
        ['O', 'U' | 'O', ..] => ('U', 2),
        ['O', 'A' | 'E' | 'I' | 'Y', ..] => ('U', 1),
        // "Awo" sounds as "Ao", and a final W after A as the O of "Yao".
        ['W', 'O'] if last.is_some_and(is_vowel) => return (None, 1),
        ['W', 'O', next, ..] if *next != 'U' && last.is_some_and(is_vowel) => return (None, 1),
        ['W'] if last == Some('A') => ('O', 1),
        ['W' | 'U', ..] => ('U', 1),
        ['Y' | 'I', ..] => ('I', 1),
        [c, ..] => (*c, 1),
        [] => return (None, 1),
    };
    (Some(sound), read)
}

fn clip(code: String) -> String {
    if code.len() <= CODE_BYTES_MAX {
        return code;
    }
    let mut clipped = String::new();
    for c in code.chars() {
        if clipped.len() + c.len_utf8() > CODE_BYTES_MAX {
            break;
        }
        clipped.push(c);
    }
    clipped
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes_are_pinned() {
        let pinned: Vec<String> = [
            "Kouassi",
            "Houphouët",
            "Gnahoré",
            "Cheick",
            "Diarrassouba",
            "Blé",
        ]
        .iter()
        .flat_map(|n| codes(n))
        .collect();
        assert_eq!(pinned, ["KUASI", "UFU", "QAOR", "CEIK", "JARASUBA", "BLE"]);
    }

    proptest! {
        #[test]
        fn a_code_never_panics_is_bounded_and_not_empty(text in any::<String>()) {
            for token in normal::tokens(&text) {
                let code = code(&token.text);
                prop_assert!(code.len() <= CODE_BYTES_MAX);
                prop_assert!(!code.is_empty());
                let _ = opening(&token.text);
                let _ = skeleton(&code);
            }
        }

        #[test]
        fn doubling_a_consonant_does_not_change_the_code(
            name in "[BDFKLMPRSTVZ][AEIOU][BDFLMPRSVZ][AIOU]", at in 0usize..3) {
            let mut doubled = String::new();
            for (i, c) in name.chars().enumerate() {
                doubled.push(c);
                if i == at && !is_vowel(c) { doubled.push(c); }
            }
            prop_assert_eq!(code(&doubled), code(&name));
        }
    }
}
