//! The names that are in use, so that a misspelt one is found though its own key leads nowhere.
//!
//! Owns: under which keys the code of a name is kept (with one letter left out, by its consonants, by its
//! beginning), and which names in use are near a given one. They live in the key table, with a code where a
//! person's id would be. Invariant: a code is in the vocabulary exactly while somebody bears it.
//! Never: holds a person.

use crate::index::{Postings, Probe};
use crate::keys::{self, KeyRow, Kind};
use crate::likeness::{self, How};
use crate::score;
use crate::sound;
use crate::weight::Frequencies;

/// Letters of a beginning that has a key of its own, from and to.
const OPENING_LETTERS: std::ops::RangeInclusive<usize> = 2..=6;

/// The most names read under one key of the vocabulary.
const NEAR_ROWS_MAX: usize = 128;

/// The most names kept as possibly meant.
pub const NEAR_NAMES_MAX: usize = 16;

/// Below this a name in use is not what was meant.
const NEAR_MIN: f32 = 0.5;

/// A name in use that may have been meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Meant {
    /// Its phonetic code.
    pub code: String,
    /// How alike it is to what was written.
    pub likeness: f32,
}

/// The rows that keep a code in the vocabulary.
#[must_use]
pub fn rows(code: &str) -> Vec<KeyRow> {
    let Some(id) = keys::code_id(code) else {
        return Vec::new();
    };
    let mut found: Vec<i64> = near_keys(code);
    found.extend(skeleton_key(code));
    let letters = code.chars().count();
    for length in OPENING_LETTERS {
        if length <= letters {
            let opening: String = code.chars().take(length).collect();
            found.push(keys::key(Kind::Opening, &opening));
        }
    }
    found.sort_unstable();
    found.dedup();
    // The most frequent first, so that a bounded read keeps what is likeliest.
    let rank = -i64::from(Frequencies::national().per_million(code));
    let row = |key| KeyRow {
        key,
        rank,
        letters: 0,
        id,
    };
    found.into_iter().map(row).collect()
}

/// The code whole and with each letter left out, so that two codes one slip apart share a key.
fn near_keys(code: &str) -> Vec<i64> {
    let letters: Vec<char> = code.chars().collect();
    let mut found = vec![keys::key(Kind::Near, code)];
    if letters.len() >= 3 {
        for left_out in 0..letters.len() {
            let kept = letters.iter().enumerate().filter(|(i, _)| *i != left_out);
            let kept: String = kept.map(|(_, c)| *c).collect();
            found.push(keys::key(Kind::Near, &kept));
        }
    }
    found
}

fn skeleton_key(code: &str) -> Option<i64> {
    let skeleton = sound::skeleton(code);
    (skeleton.len() >= 2).then(|| keys::key(Kind::Skeleton, &skeleton))
}

/// The names in use nearest to what was written, most alike first.
///
/// # Errors
/// Those of the store.
pub fn near<P: Postings>(store: &mut P, text: &str) -> Result<Vec<Meant>, P::Error> {
    let code = sound::code(text);
    let slips = slips(text);
    let mut lookups = near_keys(&code);
    lookups.extend(skeleton_key(&code));
    lookups.extend(slips.iter().map(|slip| keys::key(Kind::Near, slip)));
    // One slip of the pen in a word of so many letters.
    let one_slip = 0.9 * (1.0 - 1.0 / text.chars().count().max(1) as f32);
    let letters = code.chars().count();
    let mut meant = Vec::new();
    for id in ids(store, lookups)? {
        let Some(found) = keys::code_of(&id) else {
            continue;
        };
        let slipped = if slips.contains(&found) {
            one_slip
        } else {
            0.0
        };
        if likeness::at_most(letters, found.chars().count()).max(slipped) < NEAR_MIN {
            continue;
        }
        let likeness = likeness::of_codes(&code, &found).max(slipped);
        if found != code && likeness >= NEAR_MIN {
            meant.push(Meant {
                code: found,
                likeness,
            });
        }
    }
    Ok(best(meant, How::Near))
}

/// The codes that the word would have with one letter left out or two neighbours exchanged: a slip of the pen
/// may change the sound of its neighbours too (`FABIENBE`).
fn slips(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().take(24).collect();
    let mut found = Vec::new();
    for at in 0..letters.len() {
        let mut without = letters.clone();
        without.remove(at);
        found.push(without);
        let mut exchanged = letters.clone();
        if at + 1 < letters.len() {
            exchanged.swap(at, at + 1);
            found.push(exchanged);
        }
    }
    let texts = found.iter().filter(|letters| letters.len() >= 2);
    let mut codes: Vec<String> = texts
        .map(|l| sound::code(&l.iter().collect::<String>()))
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// The names in use that begin as what was typed so far.
///
/// # Errors
/// Those of the store.
pub fn beginning<P: Postings>(store: &mut P, text: &str) -> Result<Vec<Meant>, P::Error> {
    let typed = text.chars().count() as f32;
    let mut meant: Vec<Meant> = Vec::new();
    for opening in openings(text) {
        let letters = opening.chars().count();
        if letters < *OPENING_LETTERS.start() {
            continue;
        }
        let head: String = opening.chars().take(*OPENING_LETTERS.end()).collect();
        for id in ids(store, vec![keys::key(Kind::Opening, &head)])? {
            let Some(code) = keys::code_of(&id) else {
                continue;
            };
            if code.starts_with(&opening) && meant.iter().all(|m| m.code != code) {
                let likeness = 0.6 + 0.35 * (typed / (typed + 4.0));
                meant.push(Meant { code, likeness });
            }
        }
    }
    Ok(best(meant, How::Beginning))
}

/// The codes with which a name may begin whose first letters are typed: the last letter may yet become
/// part of `ou`, `gn`, `ch`, `dj`.
fn openings(text: &str) -> Vec<String> {
    let whole = sound::opening(text);
    let mut found = vec![whole.clone()];
    let mut shorter: String = whole.clone();
    if let Some(last) = shorter.pop() {
        match last {
            'O' => found.push(format!("{shorter}U")),
            'G' | 'N' => found.push(format!("{shorter}Q")),
            'K' | 'S' => found.push(format!("{shorter}C")),
            'D' => found.push(format!("{shorter}J")),
            'P' => found.push(format!("{shorter}F")),
            // "Gu" may become "Gué" or "Gui".
            'U' if shorter.ends_with('G') => {
                found.extend([format!("{shorter}E"), format!("{shorter}I")]);
            }
            _ => {}
        }
    }
    found
}

fn ids<P: Postings>(store: &mut P, mut keys: Vec<i64>) -> Result<Vec<[u8; 16]>, P::Error> {
    keys.sort_unstable();
    keys.dedup();
    let probes: Vec<Probe> = keys
        .into_iter()
        .map(|key| Probe {
            key,
            ranks: None,
            limit: NEAR_ROWS_MAX,
        })
        .collect();
    let mut found: Vec<[u8; 16]> = store
        .rows(&probes)?
        .into_iter()
        .flatten()
        .map(|row| row.id)
        .collect();
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The likeliest first: how probable the slip is, and how many bear the name.
fn best(mut meant: Vec<Meant>, how: How) -> Vec<Meant> {
    let table = Frequencies::national();
    let unlikely = |m: &Meant| table.bits(&m.code) + score::cost(m.likeness, how);
    meant.sort_by(|a, b| {
        unlikely(a)
            .total_cmp(&unlikely(b))
            .then_with(|| a.code.cmp(&b.code))
    });
    meant.truncate(NEAR_NAMES_MAX);
    meant
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Card;
    use crate::memory::Memory;

    fn in_use(names: &str) -> Memory {
        let mut store = Memory::default();
        for (number, name) in names.split_whitespace().enumerate() {
            let person = [u8::try_from(number).unwrap(); 16];
            store.put(Card {
                person,
                names: vec![name.into()],
                ..Card::default()
            });
        }
        store
    }

    #[test]
    fn a_slip_of_one_letter_or_any_vowels_leads_to_the_name_meant() {
        let mut store = in_use("Issa Rosine Konan Koffi Diomandé Kouassi Assi Issouf");
        for (written, meant) in [
            ("ISAS", "ISA"),
            ("ROSIBE", "ROSIN"),
            ("KONNA", "KONAN"),
            ("DIOMNADE", "JOMAND"),
            ("DIEMUNDO", "JOMAND"),
            ("OKFFI", "KOFI"),
            ("DIOMANDBE", "JOMAND"),
        ] {
            let Ok(found) = near(&mut store, written);
            assert_eq!(
                found.first().map(|m| m.code.as_str()),
                Some(meant),
                "{written} {found:?}"
            );
        }
    }
}
