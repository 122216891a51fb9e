//! The keys under which a person is found.
//!
//! Owns: the 64-bit keys, stable for ever, of single names, pairs of names, places, telephones and papers; and
//! the rank, one number that says enough of a person (year of birth, sex, which names, which places) to sort
//! candidates without reading their cards.
//! Never: a key that could be read back into a name. Still, keys are personal data and live in the same store.

use std::collections::BTreeSet;

use crate::birth::BirthSpan;
use crate::card::{Card, PersonId};
use crate::normal::{self, Token};
use crate::sound;
use crate::weight::Frequencies;

/// One line of the key table: `person_key(scope, key, rank, id)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyRow {
    /// What is looked for.
    pub key: i64,
    /// Sorts the people under one key; see [`Rank`].
    pub rank: i64,
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

/// A person in 63 bits: year of birth (8), places (10), five names (9 each), from high to low.
/// The year is highest, so a range of ranks is a range of years. Names are small numbers that two names share
/// once in five hundred; a place sets one bit of ten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(pub i64);

const NAMES: u32 = 5;
const NAME_BITS: u32 = 9;
const PLACE_BITS: u32 = 10;
const PLACE_SHIFT: u32 = NAMES * NAME_BITS;
const YEAR_SHIFT: u32 = PLACE_SHIFT + PLACE_BITS;
const YEAR_ZERO: i32 = 1850;
const YEAR_MAX: i32 = 255;

impl Rank {
    /// The rank of a card.
    #[must_use]
    pub fn of(card: &Card) -> Self {
        let mut rank = i64::from(year_number(card.birth.as_ref())) << YEAR_SHIFT;
        rank |= places(card)
            .iter()
            .fold(0, |bits, code| bits | place_mark(code));
        // In the order of the codes, so that the order of the names does not matter. Where there are more
        // than five, frequent ones are left out first: the keys of pairs hold them anyway.
        let frequencies = Frequencies::national();
        let mut codes: Vec<String> = codes(card).into_iter().collect();
        codes.sort_by_key(|code| frequencies.per_million(code));
        for (slot, code) in (0..NAMES).zip(&codes) {
            rank |= name_mark(code) << (slot * NAME_BITS);
        }
        Self(rank)
    }

    /// The middle year of birth, `None` where nothing is known.
    #[must_use]
    pub fn year(self) -> Option<i32> {
        let number = i32::try_from(self.0 >> YEAR_SHIFT).unwrap_or(0);
        (number > 0).then_some(number + YEAR_ZERO)
    }

    /// True where a word of the place may be where the person lives.
    #[must_use]
    pub fn lives_in(self, place_mark: i64) -> bool {
        self.0 & place_mark != 0
    }

    /// True where the person may bear the name of this mark.
    #[must_use]
    pub fn bears(self, name_mark: i64) -> bool {
        self.name_marks().any(|mark| mark == name_mark)
    }

    /// True where there may be names that the rank does not hold.
    #[must_use]
    pub fn is_full(self) -> bool {
        self.name_marks().all(|mark| mark != 0)
    }

    fn name_marks(self) -> impl Iterator<Item = i64> {
        (0..NAMES).map(move |slot| (self.0 >> (slot * NAME_BITS)) & ((1 << NAME_BITS) - 1))
    }

    /// The ranks of people born from one year to another, both included.
    #[must_use]
    pub fn range(from_year: i32, to_year: i32) -> (i64, i64) {
        let number = |year: i32| i64::from((year - YEAR_ZERO).clamp(1, YEAR_MAX));
        (
            number(from_year) << YEAR_SHIFT,
            ((number(to_year) + 1) << YEAR_SHIFT) - 1,
        )
    }

    /// The ranks of people of whose birth nothing is known.
    #[must_use]
    pub fn range_unknown() -> (i64, i64) {
        (0, (1 << YEAR_SHIFT) - 1)
    }
}

fn year_number(birth: Option<&BirthSpan>) -> i32 {
    birth.map_or(0, |span| {
        (span.middle().ymd().0 - YEAR_ZERO).clamp(1, YEAR_MAX)
    })
}

/// The number of a name in a rank, never 0.
#[must_use]
pub fn name_mark(code: &str) -> i64 {
    let numbers = (1_u64 << NAME_BITS) - 1;
    1 + (key(Kind::Name, code).cast_unsigned() % numbers).cast_signed()
}

/// The bit of a place in a rank.
#[must_use]
pub fn place_mark(code: &str) -> i64 {
    1 << (u64::from(PLACE_SHIFT) + key(Kind::Place, code).cast_unsigned() % u64::from(PLACE_BITS))
}

/// The codes of the names of a card, each once.
#[must_use]
pub fn codes(card: &Card) -> BTreeSet<String> {
    names(card)
        .iter()
        .map(|token| sound::code(&token.text))
        .collect()
}

/// The names of a card that tell people apart, each text once.
#[must_use]
pub fn names(card: &Card) -> Vec<Token> {
    let mut seen = BTreeSet::new();
    let tokens = card.names.iter().flat_map(|name| normal::tokens(name));
    tokens
        .filter(|token| token.is_name() && seen.insert(token.text.clone()))
        .take(normal::NAME_TOKENS_MAX)
        .collect()
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
    let rank = Rank::of(card).0;
    keys.into_iter()
        .map(|key| KeyRow {
            key,
            rank,
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
    fn a_rank_tells_the_year_the_place_and_the_names() {
        let mut card = card("Kouassi Aya");
        card.birth = BirthSpan::about(1975);
        card.places = vec!["Grand-Bassam".into()];
        let rank = Rank::of(&card);
        assert_eq!(rank.year(), Some(1975));
        assert!(rank.bears(name_mark("KUASI")) && rank.bears(name_mark("AIA")));
        assert!(rank.lives_in(place_mark("BASAM")) && !rank.is_full());
        let (from, to) = Rank::range(1973, 1977);
        assert!((from..=to).contains(&rank.0) && rank.0 > 0);
        let (from, to) = Rank::range(1976, 1990);
        assert!(!(from..=to).contains(&rank.0));
        assert!(Rank::of(&Card::default()).year().is_none());
    }

    #[test]
    fn a_full_rank_leaves_out_the_most_frequent_names() {
        let rank = Rank::of(&card(
            "Kouassi Attoungbré Zadi Gnahoré Digbeu Dogbo Bohoussou",
        ));
        assert!(rank.is_full() && rank.0 > 0);
        assert!(!rank.bears(name_mark("KUASI")) && rank.bears(name_mark("ATUNGBR")));
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
