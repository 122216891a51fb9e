//! Sorting candidates by their ranks, before any card is read.
//!
//! Owns: what each word of a query may mean, and the points of a rank. Never: the final order, which the cards
//! decide: the sieve lets some strangers through, and keeps out nobody who shares the names asked.

use crate::birth::BirthSpan;
use crate::keys::{self, Rank};
use crate::likeness::{How, Word};
use crate::query::Query;
use crate::score;
use crate::vocabulary::Meant;
use crate::weight::Frequencies;

/// A word of a query and the names in use that it may mean.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its folded letters.
    pub text: String,
    /// Its own code.
    pub code: String,
    /// What a person proves who bears it.
    pub bits: f32,
    /// Whether anybody bears it; else it stands only for what it may mean.
    pub in_use: bool,
    /// Itself where in use, then the others, most alike first.
    pub meanings: Vec<Meant>,
    place: i64,
    /// The bit of a rank that each meaning sets, and the points that it earns, best first.
    marks: Vec<(i64, f32)>,
}

impl Asked {
    fn of(word: &Word, frequencies: &Frequencies) -> Self {
        let code = word.code.as_str();
        let bits = frequencies.bits(code);
        Self {
            text: word.text.clone(),
            code: code.to_owned(),
            bits,
            in_use: false,
            meanings: Vec::new(),
            place: keys::place_mark(code),
            marks: Vec::new(),
        }
    }

    /// Notes that somebody bears it.
    pub fn is_borne(&mut self) {
        if !self.in_use {
            self.in_use = true;
            self.marks
                .insert(0, (keys::name_mark(&self.code), self.bits));
            let itself = Meant {
                code: self.code.clone(),
                likeness: 1.0,
            };
            self.meanings.insert(0, itself);
        }
    }

    /// Adds names that may be meant.
    pub fn mean(&mut self, others: Vec<Meant>, how: How) {
        for other in others {
            if self.meanings.iter().any(|m| m.code == other.code) {
                continue;
            }
            let points = match how {
                How::Beginning => score::begun_bits(self.text.chars().count()),
                _ => self.bits - score::cost(other.likeness, how),
            };
            self.marks.push((keys::name_mark(&other.code), points));
            self.meanings.push(other);
        }
        self.marks.sort_by(|a, b| b.1.total_cmp(&a.1));
    }

    fn points(&self, rank: Rank) -> f32 {
        let name = self
            .marks
            .iter()
            .find(|(mark, _)| rank.bears(*mark))
            .map(|(_, points)| *points);
        let place = rank.lives_in(self.place).then_some(score::PLACE);
        let missing = if rank.is_full() {
            -score::MISSING / 2.0
        } else {
            -score::MISSING
        };
        name.into_iter().chain(place).fold(missing, f32::max)
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
        let telling = query
            .words
            .iter()
            .filter(|word| word.text.chars().count() > 1);
        Self {
            words: telling.map(|word| Asked::of(word, frequencies)).collect(),
            birth: query.birth,
            places: query
                .places
                .iter()
                .map(|place| keys::place_mark(place))
                .collect(),
        }
    }

    /// Points of a rank, on the scale of the final score.
    #[must_use]
    pub fn points(&self, rank: i64) -> f32 {
        let rank = Rank(rank);
        let mut points: f32 = self.words.iter().map(|word| word.points(rank)).sum();
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
        let named = self
            .words
            .iter()
            .all(|word| word.in_use && rank.bears(keys::name_mark(&word.code)));
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
