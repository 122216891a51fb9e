//! What a key row says of a person beside the key: enough to sort candidates without reading their cards.
//!
//! Owns: the rank (year of birth, places, five names by their sound) and the letters (pairs of letters of all
//! names). Never: enough to read a name back; two people may well have the same.

use crate::birth::BirthSpan;
use crate::card::Card;
use crate::keys::{self, Kind};
use crate::weight::Frequencies;

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
        rank |= keys::places(card)
            .iter()
            .fold(0, |bits, code| bits | place_mark(code));
        // In the order of the codes, so that the order of the names does not matter. Where there are more
        // than five, frequent ones are left out first: the keys of pairs hold them anyway.
        let frequencies = Frequencies::national();
        let mut codes: Vec<String> = keys::codes(card).into_iter().collect();
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

    /// The names that the rank holds, each a small number; see [`name_mark`].
    #[must_use]
    pub fn marks(self) -> Marks {
        let mut marks = Marks::default();
        for (slot, mark) in marks.0.iter_mut().zip(self.name_marks()) {
            *slot = mark;
        }
        marks
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

    /// How many names two people may have in common.
    #[must_use]
    pub fn names_in_common(self, other: Self) -> u32 {
        let named = self.name_marks().filter(|mark| *mark != 0);
        let names = named.filter(|mark| other.bears(*mark)).count();
        u32::try_from(names).unwrap_or(0)
    }

    /// How many words of their places two people may have in common.
    #[must_use]
    pub fn places_in_common(self, other: Self) -> u32 {
        let places = ((1 << PLACE_BITS) - 1) << PLACE_SHIFT;
        (self.0 & other.0 & places).count_ones()
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

/// The names of a rank, each to be met once: two names asked that share a mark need two names met.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks([i64; NAMES as usize]);

impl Marks {
    /// Takes the name of this mark out, if it is there.
    pub fn take(&mut self, name_mark: i64) -> bool {
        let found = self.0.iter_mut().find(|mark| **mark == name_mark);
        found.map(|mark| *mark = 0).is_some()
    }

    /// How many names are left.
    #[must_use]
    pub fn left(&self) -> usize {
        self.0.iter().filter(|mark| **mark != 0).count()
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
    1 + (keys::key(Kind::Name, code).cast_unsigned() % numbers).cast_signed()
}

/// The bit of a place in a rank.
#[must_use]
pub fn place_mark(code: &str) -> i64 {
    1 << (u64::from(PLACE_SHIFT)
        + keys::key(Kind::Place, code).cast_unsigned() % u64::from(PLACE_BITS))
}

/// The pairs of letters of a person's names, each a bit of 63. A word that no known name explains still
/// shares most of its pairs with the name that was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Letters(pub i64);

/// Of a name written by somebody else, this share of pairs is found with strangers too.
const BY_CHANCE: f32 = 0.35;

impl Letters {
    /// The letters of a card's names.
    #[must_use]
    pub fn of(card: &Card) -> Self {
        let names = keys::names(card);
        Self(
            names
                .iter()
                .fold(0, |bits, name| bits | Self::of_word(&name.text).0),
        )
    }

    /// The letters of one folded word.
    #[must_use]
    pub fn of_word(text: &str) -> Self {
        let mut bits = 0;
        let mut before = '^';
        for letter in text.chars() {
            let pair = u64::from(u32::from(before)) * 31 + u64::from(u32::from(letter));
            bits |= 1 << ((pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) % 63);
            before = letter;
        }
        Self(bits)
    }

    /// How many pairs two names share, in sixteenths of those of the longer one.
    #[must_use]
    pub fn in_common(self, other: Self) -> u32 {
        let longer = self.0.count_ones().max(other.0.count_ones()).max(1);
        16 * (self.0 & other.0).count_ones() / longer
    }

    /// The share of these letters that are also in `all`, less what chance would give: 0 to 1.
    #[must_use]
    pub fn share_in(self, all: Self) -> f32 {
        let asked = self.0.count_ones().max(1) as f32;
        let found = (self.0 & all.0).count_ones() as f32;
        ((found / asked - BY_CHANCE) / (1.0 - BY_CHANCE)).max(0.0)
    }
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
    fn letters_tell_a_misspelt_name_from_another() {
        let all = Letters::of(&card("SORO Gloria Florentine"));
        let share = |word: &str| Letters::of_word(word).share_in(all);
        assert!(share("GLORIA") > 0.99 && share("GLOEIA") > 0.3);
        assert!(share("GLOEIA") > 2.0 * share("PATRICIA"));
        assert!(all.0 > 0 && Letters::of_word("").share_in(all) == 0.0);
    }
}
