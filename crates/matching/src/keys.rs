//! The keys under which a person is found.
//!
//! Owns: the 64-bit keys, stable for ever, of single names, pairs of names, places, telephones and papers.
//! Never: a key that could be read back into a name. Still, keys are personal data and live in the same store.

use std::collections::BTreeSet;

use crate::card::{Card, PersonId};
use crate::normal::{self, Token};
use crate::rank::{Letters, Rank};
use crate::sound;
use crate::weight::Frequencies;

/// One line of the key table: `person_key(scope, key, rank, letters, id)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyRow {
    /// What is looked for.
    pub key: i64,
    /// Sorts the people under one key; see [`crate::rank::Rank`].
    pub rank: i64,
    /// How the person's names are written; see [`crate::rank::Letters`].
    pub letters: i64,
    /// The person, or for a key of the vocabulary the code of a name.
    pub id: [u8; 16],
}

/// What a key stands for: the same text never gives the same key under two kinds.
/// The letters are part of the stored keys and never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// One name.
    Name = b'n',
    /// Two names of one person, in either order.
    Pair = b'p',
    /// A word of a place.
    Place = b'l',
    /// A frequent name and a word of a place.
    NameInPlace = b'i',
    /// The last eight digits of a telephone.
    PhoneTail = b't',
    /// The first six digits of a telephone.
    PhoneHead = b'h',
    /// A number on a paper, or the number of a household.
    Number = b'd',
    /// A name of the vocabulary, whole or with one letter left out.
    Near = b'v',
    /// The consonants of a name of the vocabulary.
    Skeleton = b'k',
    /// The beginning of a name of the vocabulary.
    Opening = b'o',
}

/// The key of one text.
#[must_use]
pub fn key(kind: Kind, text: &str) -> i64 {
    mixed(kind, &[text])
}

/// The key of two texts in either order (in the order given for [`Kind::NameInPlace`]).
#[must_use]
pub fn key_of_two(kind: Kind, a: &str, b: &str) -> i64 {
    if kind == Kind::Pair && b < a {
        mixed(kind, &[b, a])
    } else {
        mixed(kind, &[a, b])
    }
}

/// FNV-1a over the kind and the texts, then an avalanche so that near texts do not make near keys.
fn mixed(kind: Kind, texts: &[&str]) -> i64 {
    let mut hash = step(0xcbf2_9ce4_8422_2325, kind as u8);
    for text in texts {
        hash = text.bytes().fold(hash, step);
        hash = step(hash, 0xff);
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^= hash >> 33;
    hash.cast_signed()
}

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

/// The codes of the names of a card, each once.
#[must_use]
pub fn codes(card: &Card) -> BTreeSet<String> {
    names(card)
        .iter()
        .map(|token| sound::code(&token.text))
        .collect()
}

/// The names of a card that tell people apart. A name written twice in one field is borne twice
/// ("Kouassi Kouassi"); one that comes back in another field is not.
#[must_use]
pub fn names(card: &Card) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    for name in &card.names {
        let before = found.clone();
        let mut known: Vec<&Token> = before.iter().collect();
        for token in normal::tokens(name).into_iter().filter(Token::is_name) {
            match known.iter().position(|held| held.text == token.text) {
                Some(at) => drop(known.swap_remove(at)),
                None if found.len() < normal::NAME_TOKENS_MAX => found.push(token),
                None => {}
            }
        }
    }
    found
}

/// The codes of the words of a card's places, at most eight.
#[must_use]
pub fn places(card: &Card) -> Vec<String> {
    let words = card.places.iter().flat_map(|place| place_codes(place));
    words.collect::<BTreeSet<_>>().into_iter().take(8).collect()
}

/// The codes of the words of a place; words of one or two letters say nothing.
#[must_use]
pub fn place_codes(place: &str) -> Vec<String> {
    let words = normal::words(place);
    let telling = words.iter().filter(|word| word.chars().count() > 2);
    telling.map(|word| sound::code(word)).take(4).collect()
}

/// The digits of a telephone: country code and separators left out.
#[must_use]
pub fn phone_digits(phone: &str) -> String {
    let digits: String = phone
        .chars()
        .filter(char::is_ascii_digit)
        .take(20)
        .collect();
    for country in ["00225", "225"] {
        match digits.strip_prefix(country) {
            Some(rest) if rest.len() >= 8 => return rest.to_owned(),
            _ => {}
        }
    }
    digits
}

/// The last eight digits: what the numbers of before 2021 and of today have in common.
#[must_use]
pub fn phone_tail(digits: &str) -> Option<&str> {
    digits.get(digits.len().checked_sub(8)?..)
}

/// A number of a paper as compared: capitals and digits only.
#[must_use]
pub fn number(text: &str) -> String {
    normal::fold(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// Every key of a card, each once. The same card gives the same rows for ever.
#[must_use]
pub fn rows(card: &Card) -> Vec<KeyRow> {
    let codes: BTreeSet<String> = names(card).iter().map(|t| sound::code(&t.text)).collect();
    let places = places(card);
    let mut keys: BTreeSet<i64> = BTreeSet::new();
    for (i, code) in codes.iter().enumerate() {
        keys.insert(key(Kind::Name, code));
        for other in codes.iter().skip(i + 1) {
            keys.insert(key_of_two(Kind::Pair, code, other));
        }
        // A rare name's people are few enough to be read whole, wherever they live.
        if Frequencies::national().is_frequent(code) {
            for place in &places {
                keys.insert(key_of_two(Kind::NameInPlace, code, place));
            }
        }
    }
    keys.extend(places.iter().map(|place| key(Kind::Place, place)));
    for phone in &card.phones {
        let digits = phone_digits(phone);
        keys.extend(phone_tail(&digits).map(|tail| key(Kind::PhoneTail, tail)));
        keys.extend(digits.get(..6).map(|head| key(Kind::PhoneHead, head)));
    }
    let numbers = card
        .identities
        .iter()
        .map(|i| &i.number)
        .chain(&card.households);
    let numbers = numbers.map(|n| number(n)).filter(|n| !n.is_empty());
    keys.extend(numbers.map(|n| key(Kind::Number, &n)));
    let (rank, letters) = (Rank::of(card).0, Letters::of(card).0);
    keys.into_iter()
        .map(|key| KeyRow {
            key,
            rank,
            letters,
            id: card.person,
        })
        .collect()
}

/// The code of a name as the id of a vocabulary row; `None` where it has no such form.
#[must_use]
pub fn code_id(code: &str) -> Option<PersonId> {
    let mut id = [0; 16];
    id.get_mut(..code.len())?.copy_from_slice(code.as_bytes());
    (!code.is_empty() && !code.contains('\0')).then_some(id)
}

/// The code that a vocabulary row holds.
#[must_use]
pub fn code_of(id: &PersonId) -> Option<String> {
    let text = std::str::from_utf8(id).ok()?.trim_end_matches('\0');
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(names: &str) -> Card {
        Card {
            person: [1; 16],
            names: vec![names.into()],
            ..Card::default()
        }
    }

    #[test]
    fn keys_are_stable_for_ever() {
        assert_eq!(key(Kind::Name, "KUASI"), PINNED_NAME);
        assert_eq!(key_of_two(Kind::Pair, "KUASI", "AIA"), PINNED_PAIR);
    }
    const PINNED_NAME: i64 = -7618079250597345176;
    const PINNED_PAIR: i64 = -7550561123806275183;

    #[test]
    fn order_accents_and_spelling_do_not_change_the_keys() {
        let keys = |names: &str| rows(&card(names)).iter().map(|r| r.key).collect::<Vec<_>>();
        assert_eq!(keys("N'Guessan Aya Rosine"), keys("ROSINE aya, n guéssan"));
        assert_eq!(keys("Kouassi Aya"), keys("Kwassy Ayah"));
        assert_ne!(keys("Kouassi Aya"), keys("Kouassi Awa"));
    }

    #[test]
    fn telephones_meet_with_or_without_country_and_across_the_change_of_2021() {
        assert_eq!(phone_digits("+225 07 00 12 34 56"), "0700123456");
        assert_eq!(
            phone_tail("0700123456"),
            phone_tail(&phone_digits("00 12 34 56"))
        );
        assert_eq!(phone_tail("123"), None);
    }

    #[test]
    fn a_code_fits_an_id_and_comes_back() {
        assert_eq!(
            code_of(&code_id("KUASI").unwrap()).as_deref(),
            Some("KUASI")
        );
        assert_eq!(code_id(""), None);
        assert_eq!(code_id("12345678901234567"), None);
    }
}
