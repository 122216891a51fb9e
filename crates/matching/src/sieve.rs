//! Sorting candidates by their ranks, before any card is read.
//!
//! Owns: what each word of a query may mean, and the points of a rank. Never: the final order, which the cards
//! decide: the sieve lets some strangers through, and keeps out nobody who shares the names asked.

use crate::birth::BirthSpan;
use crate::index::Row;
use crate::likeness::{How, Word};
use crate::query::{QUERY_WORDS_MAX, Query};
use crate::rank::{self, Letters, Marks, Rank};
use crate::score;
use crate::vocabulary::Meant;
use crate::weight::Frequencies;

/// A name in use that a word may mean.
#[derive(Clone, Debug)]
pub struct Meaning {
    /// Its code.
    pub code: String,
    /// Bits of evidence for whoever bears it.
    pub points: f32,
    /// Bits lost because it was written otherwise.
    pub cost: f32,
    /// The share of people who bear it.
    pub share: f32,
    mark: i64,
}

/// A word of a query and the names in use that it may mean.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which word of the query.
    pub index: usize,
    /// Its folded letters.
    pub text: String,
    /// Its own code.
    pub code: String,
    /// Whether anybody bears it; else it stands only for what it may mean.
    pub in_use: bool,
    /// How surprising it is to see it written, in bits.
    pub bits: f32,
    /// What it may mean, the most points first.
    pub meanings: Vec<Meaning>,
    mark: i64,
    place: i64,
    letters: Letters,
    begun: bool,
}

impl Asked {
    fn of(index: usize, word: &Word, frequencies: &Frequencies) -> Self {
        Self {
            index,
            text: word.text.clone(),
            code: word.code.clone(),
            in_use: false,
            bits: frequencies.bits(&word.code),
            meanings: Vec::new(),
            mark: rank::name_mark(&word.code),
            place: rank::place_mark(&word.code),
            letters: Letters::of_word(&word.text),
            begun: false,
        }
    }

    /// Notes that somebody bears it.
    pub fn is_borne(&mut self, frequencies: &Frequencies) {
        self.in_use = true;
        let code = self.code.clone();
        self.mean(
            vec![Meant {
                code,
                likeness: 1.0,
            }],
            How::Same,
            frequencies,
        );
    }

    /// Adds names that may be meant, and weighs all anew: a word that is most likely a slip for a frequent
    /// name proves no more than that name does.
    pub fn mean(&mut self, others: Vec<Meant>, how: How, frequencies: &Frequencies) {
        self.begun |= how == How::Beginning;
        for other in others {
            if self.meanings.iter().all(|m| m.code != other.code) {
                let mark = rank::name_mark(&other.code);
                let cost = score::cost(other.likeness, how);
                let share = frequencies.per_million(&other.code) as f32 / 1e6;
                self.meanings.push(Meaning {
                    code: other.code,
                    points: 0.0,
                    cost,
                    share,
                    mark,
                });
            }
        }
        let written: f32 = self
            .meanings
            .iter()
            .map(|m| m.share * (-m.cost).exp2())
            .sum();
        self.bits = (-written.max(1e-9).log2()).clamp(2.0, 15.0);
        if self.begun {
            self.bits = self.bits.min(score::begun_bits(self.text.chars().count()));
        }
        for meaning in &mut self.meanings {
            meaning.points = self.bits - meaning.cost;
        }
        self.meanings.sort_by(|a, b| b.points.total_cmp(&a.points));
    }

    /// Points where the name itself is not borne: for what it may mean, where the person lives, or for letters.
    fn points_otherwise(&self, row: &Row, marks: &mut Marks) -> f32 {
        let rank = Rank(row.rank);
        let meant = |m: &&Meaning| marks.take(m.mark);
        let name = self.meanings.iter().find(meant).map(|m| m.points);
        let place = rank.lives_in(self.place).then_some(score::PLACE);
        // A name borne twice ("Kouassi Kouassi") is held once.
        let twice = || self.meanings.iter().any(|m| rank.bears(m.mark));
        let twice = (name.is_none_or(|points| points < 0.0) && twice()).then_some(0.0);
        let missing = match rank.is_full() {
            true => -score::MISSING / 2.0,
            false => -score::MISSING,
        };
        let likeness = self.letters.share_in(Letters(row.letters));
        let written = missing + likeness * (self.bits / 2.0 + score::MISSING);
        name.into_iter()
            .chain(place)
            .chain(twice)
            .fold(written, f32::max)
    }
}

/// What ranks are compared with.
#[derive(Clone, Debug)]
pub struct Sieve {
    /// The words asked.
    pub words: Vec<Asked>,
    birth: Option<BirthSpan>,
    places: Vec<i64>,
}

impl Sieve {
    /// The sieve of a query, no word yet meaning anything.
    #[must_use]
    pub fn of(query: &Query, frequencies: &Frequencies) -> Self {
        let words = query.words.iter().enumerate();
        let telling = words.filter(|(_, word)| word.text.chars().count() > 1);
        Self {
            words: telling
                .map(|(i, word)| Asked::of(i, word, frequencies))
                .collect(),
            birth: query.birth,
            places: query
                .places
                .iter()
                .map(|place| rank::place_mark(place))
                .collect(),
        }
    }

    /// Points of a row, on the scale of the final score.
    #[must_use]
    pub fn points(&self, row: &Row) -> f32 {
        let rank = Rank(row.rank);
        let mut marks = rank.marks();
        let mut points = 0.0;
        let mut borne = [false; QUERY_WORDS_MAX];
        for (word, borne) in self.words.iter().zip(&mut borne) {
            if word.in_use && marks.take(word.mark) {
                *borne = true;
                points += word.bits;
            }
        }
        for (word, borne) in self.words.iter().zip(borne) {
            if !borne {
                points += word.points_otherwise(row, &mut marks);
            }
        }
        points -= score::UNASKED * marks.left().min(3) as f32;
        if let (Some(birth), Some(year)) = (&self.birth, rank.year()) {
            let (from, to) = (birth.earliest().ymd().0, birth.latest().ymd().0);
            let apart = (from - year).max(year - to).max(0);
            points += (3.0 - 2.0 * apart as f32).max(-4.0);
        }
        if !self.places.is_empty() {
            let there = self.places.iter().any(|place| rank.lives_in(*place));
            points += if there { score::PLACE } else { -2.0 };
        }
        points
    }

    /// True where every word, as written, may be a name of that person, born and living as asked.
    #[must_use]
    pub fn is_complete(&self, rank: i64) -> bool {
        let rank = Rank(rank);
        let mut marks = rank.marks();
        let named = self
            .words
            .iter()
            .all(|word| word.in_use && marks.take(word.mark));
        let there = self.places.is_empty() || self.places.iter().any(|place| rank.lives_in(*place));
        let then = match (&self.birth, rank.year()) {
            (Some(birth), Some(year)) => {
                (birth.earliest().ymd().0 - 1..=birth.latest().ymd().0 + 1).contains(&year)
            }
            _ => true,
        };
        !self.words.is_empty() && named && there && then
    }
}
