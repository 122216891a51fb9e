//! How well one person answers a query, and why.
//!
//! Owns: the points of a card against a query and the signs shown beside it: what agrees and what differs.
//! Points are bits of evidence, so a rare name outweighs two frequent ones.
//! Never: reads the store, and never writes a sentence; the page turns signs into words.

use std::cmp::Ordering;
use std::fmt;

use crate::birth::BirthSpan;
use crate::card::Card;
use crate::keys;
use crate::likeness::{self, How, Word};
use crate::query::Query;
pub use crate::sign::Sign;
use crate::weight::Frequencies;

/// Points lost for a word asked and not found.
pub(crate) const MISSING: f32 = 5.0;

/// Points for a word found as a place instead of a name.
pub(crate) const PLACE: f32 = 3.5;

/// Points lost for each name that was not asked, three at most.
pub(crate) const UNASKED: f32 = 0.7;

/// A person who answers a query.
#[derive(Clone, PartialEq)]
pub struct Hit {
    /// Bits of evidence; only their order and differences mean something.
    pub points: f32,
    /// What agrees and what differs.
    pub signs: Vec<Sign>,
    /// The person's card.
    pub card: Card,
}

impl fmt::Debug for Hit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hit({:.1}, [caché])", self.points)
    }
}

impl Hit {
    /// The best first; equals by id, so that the same question has the same answer.
    #[must_use]
    pub fn order(a: &Self, b: &Self) -> Ordering {
        b.points
            .total_cmp(&a.points)
            .then_with(|| a.card.person.cmp(&b.card.person))
    }
}

/// The bits of each word of a query by the frequency of names alone.
#[must_use]
pub(crate) fn plain_bits(query: &Query, frequencies: &Frequencies) -> Vec<f32> {
    query
        .words
        .iter()
        .map(|word| frequencies.bits(&word.code))
        .collect()
}

/// Scores a card against a query.
#[must_use]
pub fn score(query: &Query, card: Card, frequencies: &Frequencies) -> Hit {
    score_with(query, card, &plain_bits(query, frequencies))
}

/// Scores a card against a query; `bits` says for each word how surprising it is to see it written, see
/// [`plain_bits`]. A word that is often a slip for a frequent name surprises less than its letters suggest.
#[must_use]
pub(crate) fn score_with(query: &Query, card: Card, bits: &[f32]) -> Hit {
    let mut tally = Tally {
        points: 0.0,
        signs: Vec::new(),
    };
    let places = keys::places(&card);
    tally.names(query, &card, &places, bits);
    tally.places(query, &places);
    if let Some(asked) = &query.birth {
        tally.birth(asked, card.birth.as_ref());
    }
    if let Some((day, month)) = query.birthday {
        tally.birthday(day, month, card.birth.as_ref());
    }
    for number in &query.numbers {
        tally.number(number, &card);
    }
    if let (Some(asked), Some(sex)) = (query.sex, card.sex) {
        if asked == sex {
            tally.add(0.5, Sign::Sex);
        } else {
            tally.add(-3.0, Sign::OtherSex);
        }
    }
    Hit {
        points: tally.points,
        signs: tally.signs,
        card,
    }
}

/// Bits lost because a name was written otherwise: the more unlike, the less likely it was meant.
pub(crate) fn cost(likeness: f32, how: How) -> f32 {
    match how {
        How::Same => 0.0,
        How::Sound => 0.8,
        How::Joined => 1.0,
        How::Beginning => 2.5,
        How::Initial => 6.0,
        How::Near => 1.5 + (0.9 - likeness) * 14.0,
    }
}

/// Bits of a beginning typed so far.
pub(crate) fn begun_bits(letters: usize) -> f32 {
    (1.6 * letters as f32).min(10.0)
}

struct Tally {
    points: f32,
    signs: Vec<Sign>,
}

impl Tally {
    fn add(&mut self, points: f32, sign: Sign) {
        self.points += points;
        self.signs.push(sign);
    }

    fn names(&mut self, query: &Query, card: &Card, places: &[String], bits: &[f32]) {
        let names: Vec<Word> = keys::names(card)
            .iter()
            .map(|t| Word::of(&t.text))
            .collect();
        let pairs = likeness::pair(&query.words, &names);
        for (asked, word) in query.words.iter().enumerate() {
            let pair = pairs.iter().find(|p| p.first == asked);
            let lives_there = places.contains(&word.code);
            match pair.and_then(|p| names.get(p.second).map(|name| (p, name))) {
                Some((pair, name)) if !(lives_there && pair.likeness < 0.9) => {
                    let points =
                        bits.get(asked).copied().unwrap_or(0.0) - cost(pair.likeness, pair.how);
                    let found = name.text.clone();
                    self.add(
                        points,
                        Sign::Name {
                            asked,
                            found,
                            how: pair.how,
                        },
                    );
                }
                _ if lives_there => self.add(PLACE, Sign::Place { asked: Some(asked) }),
                _ => self.unfinished_or_missing(query, asked, word, &names),
            }
        }
        let met = |i: usize| pairs.iter().any(|p| p.second == i);
        let unasked = (0..names.len()).filter(|i| !met(*i)).count().min(3);
        self.points -= UNASKED * unasked as f32;
    }

    /// The last word while it is typed agrees with any name that it begins.
    fn unfinished_or_missing(&mut self, query: &Query, asked: usize, word: &Word, names: &[Word]) {
        let is_last = query.typing && asked + 1 == query.words.len();
        let opening = crate::sound::opening(&word.text);
        let begun = |name: &&Word| {
            is_last && (name.text.starts_with(&word.text) || name.code.starts_with(&opening))
        };
        match names.iter().find(begun) {
            Some(name) => {
                let found = name.text.clone();
                let sign = Sign::Name {
                    asked,
                    found,
                    how: How::Beginning,
                };
                self.add(begun_bits(word.text.chars().count()), sign);
            }
            None => self.add(-MISSING, Sign::Missing { asked }),
        }
    }

    fn places(&mut self, query: &Query, places: &[String]) {
        if query.places.is_empty() {
            return;
        }
        if query.places.iter().any(|place| places.contains(place)) {
            self.add(PLACE, Sign::Place { asked: None });
        } else if !places.is_empty() {
            self.add(-2.0, Sign::Elsewhere);
        }
    }

    fn birth(&mut self, asked: &BirthSpan, birth: Option<&BirthSpan>) {
        let Some(birth) = birth else { return };
        let points = 8.0 * asked.likeness(birth) - 4.0;
        match asked.distance_days(birth) {
            0 => self.add(points, Sign::BornThen),
            days => self.add(points, Sign::BornApart { days }),
        }
    }

    fn birthday(&mut self, day: u8, month: u8, birth: Option<&BirthSpan>) {
        let exact = birth.filter(|span| span.width_days() == 1);
        let Some((_, its_month, its_day)) = exact.map(|span| span.earliest().ymd()) else {
            return;
        };
        if (its_day, its_month) == (day, month) {
            self.add(7.0, Sign::Birthday);
        } else {
            self.add(-3.0, Sign::OtherBirthday);
        }
    }

    fn number(&mut self, asked: &str, card: &Card) {
        let digits = keys::phone_digits(asked);
        let phones = card.phones.iter().map(|phone| keys::phone_digits(phone));
        let is_phone = |phone: &String| {
            let tails = (keys::phone_tail(phone), keys::phone_tail(&digits));
            matches!(tails, (Some(a), Some(b)) if a == b)
        };
        let phones: Vec<String> = phones.collect();
        if let Some(paper) = card
            .identities
            .iter()
            .find(|i| keys::number(&i.number) == asked)
        {
            return self.add(
                18.0,
                Sign::Identity {
                    scheme: paper.scheme.clone(),
                },
            );
        }
        if card
            .households
            .iter()
            .any(|number| keys::number(number) == asked)
        {
            return self.add(12.0, Sign::Household);
        }
        if phones.iter().any(is_phone) {
            return self.add(14.0, Sign::Phone);
        }
        if digits.len() >= 4 && phones.iter().any(|phone| phone.contains(&digits)) {
            return self.add(digits.len() as f32, Sign::PhonePart);
        }
        self.add(-4.0, Sign::NumberMissing);
    }
}

#[cfg(test)]
#[path = "score_tests.rs"]
mod tests;
