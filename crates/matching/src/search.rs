//! Finding people for a query in a bounded number of small reads.
//!
//! Owns: which keys are read and in what order (numbers, pairs of names, the rarest first, then what may have
//! been meant, then single names), the sieve that sorts candidates by their rank alone, and the reading of the
//! few cards that are scored. Invariant: never more than [`PROBES_MAX`] probes, [`ROWS_MAX`] rows and
//! [`CARDS_MAX`] cards, however large the register.
//! Never: decides that a person is the one meant.

use std::collections::HashMap;

use crate::card::PersonId;
use crate::index::{Postings, Probe, Row};
use crate::keys::{self, Kind};
use crate::likeness::How;
use crate::query::Query;
use crate::rank::Rank;
use crate::score::{self, Hit};
use crate::sieve::{Asked, Sieve};
use crate::vocabulary;
use crate::weight::Frequencies;

/// The most keys probed for people in one search; the vocabulary has its own small bound.
pub const PROBES_MAX: usize = 160;

/// The most rows read in one search.
pub const ROWS_MAX: usize = 4_000;

/// The most cards read in one search.
pub const CARDS_MAX: usize = 128;

/// The most rows read under one key.
const PROBE_ROWS_MAX: usize = 800;

/// Probes sent to the store together.
const BATCH_PROBES: usize = 8;

/// What the last batch may read beyond [`ROWS_MAX`], which is checked between batches.
pub const OVERSHOOT_ROWS_MAX: usize = BATCH_PROBES * PROBE_ROWS_MAX;

/// The most pairs of meant names tried.
const MEANT_PAIRS_MAX: usize = 72;

/// The size of register for which reads are planned.
const PEOPLE: f32 = 1e6;

/// What one more probe costs, in rows.
const PROBE_COST_ROWS: f32 = 8.0;

/// Years each side of a stated birth within which people are looked for.
const YEARS_AROUND: i32 = 5;

/// What a search found and what it cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The best first.
    pub hits: Vec<Hit>,
    /// True where a bound was met, so that others may answer as well: ask for one more word.
    pub partial: bool,
    /// What was read.
    pub effort: Effort,
}

/// What a search read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effort {
    /// Keys of people.
    pub probes: usize,
    /// Rows under them.
    pub rows: usize,
    /// Cards.
    pub cards: usize,
}

/// Searches, giving at most `limit` people.
///
/// # Errors
/// Those of the store.
pub fn search<P: Postings>(
    store: &mut P,
    query: &Query,
    frequencies: &Frequencies,
    limit: usize,
) -> Result<Found, P::Error> {
    let mut hunt = Hunt {
        store,
        query,
        frequencies,
        sieve: Sieve::of(query, frequencies),
        pool: HashMap::new(),
        effort: Effort::default(),
        partial: false,
        tried: Vec::new(),
    };
    hunt.numbers()?;
    hunt.names_in_use()?;
    hunt.begun_word()?;
    hunt.exact()?;
    if hunt.complete_answers() < limit {
        hunt.meanings()?;
        hunt.meant_pairs()?;
        hunt.singles()?;
    }
    hunt.finish(limit)
}

struct Hunt<'a, P: Postings> {
    store: &'a mut P,
    query: &'a Query,
    frequencies: &'a Frequencies,
    sieve: Sieve,
    /// Candidates with a row of theirs, and whether a number led to them.
    pool: HashMap<PersonId, (Row, bool)>,
    effort: Effort,
    partial: bool,
    /// Keys already read.
    tried: Vec<i64>,
}

impl<P: Postings> Hunt<'_, P> {
    /// Telephones, papers and households: whoever bears the number is a candidate whatever the name.
    fn numbers(&mut self) -> Result<(), P::Error> {
        let mut wanted = Vec::new();
        for number in &self.query.numbers {
            wanted.push(keys::key(Kind::Number, number));
            let digits = keys::phone_digits(number);
            wanted.extend(keys::phone_tail(&digits).map(|t| keys::key(Kind::PhoneTail, t)));
            if digits.len() < 10 {
                wanted.extend(digits.get(..6).map(|h| keys::key(Kind::PhoneHead, h)));
            }
        }
        let probes = wanted.into_iter().map(|key| Probe {
            key,
            ranks: None,
            limit: 100,
        });
        self.read(probes.collect(), true)
    }

    /// Which words asked are names that somebody bears.
    fn names_in_use(&mut self) -> Result<(), P::Error> {
        let key = |asked: &Asked| keys::key(Kind::Name, &asked.code);
        let probes: Vec<Probe> = self.sieve.words.iter().map(|w| whole(key(w), 1)).collect();
        let rows = self.store.rows(&probes)?;
        self.effort.probes += probes.len();
        for (asked, rows) in self.sieve.words.iter_mut().zip(rows) {
            if !rows.is_empty() {
                asked.is_borne(self.frequencies);
            }
        }
        Ok(())
    }

    /// The last word while it is typed: the names that it begins are meant.
    fn begun_word(&mut self) -> Result<(), P::Error> {
        if !self.query.typing {
            return Ok(());
        }
        let last = self.query.words.last();
        if let Some(asked) = self.sieve.words.last_mut()
            && last.is_some_and(|word| word.text == asked.text)
        {
            let begun = vocabulary::beginning(self.store, &asked.text)?;
            asked.mean(begun, How::Beginning, self.frequencies);
        }
        Ok(())
    }

    /// Names as written: every pair, the rarest first; a name alone by itself.
    fn exact(&mut self) -> Result<(), P::Error> {
        let mut pairs = Vec::new();
        let borne: Vec<&Asked> = self.sieve.words.iter().filter(|w| w.in_use).collect();
        for (i, a) in borne.iter().enumerate() {
            for b in borne.iter().skip(i + 1) {
                pairs.push((
                    a.bits + b.bits,
                    keys::key_of_two(Kind::Pair, &a.code, &b.code),
                ));
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut probes: Vec<Probe> = Vec::new();
        for (bits, key) in pairs {
            // Expected in a million people; a long list is cut to the years asked.
            let crowded = 2f32.powf(20.0 - bits) > PROBE_ROWS_MAX as f32 / 2.0;
            probes.extend(self.probes_of(key, crowded));
        }
        probes.extend(self.in_places(1));
        if let [only] = self.sieve.words.as_slice() {
            probes.extend(self.probes_of(keys::key(Kind::Name, &only.code), true));
            probes.push(whole(keys::key(Kind::Place, &only.code), 200));
        }
        if self.sieve.words.is_empty() {
            for place in &self.query.places {
                probes.extend(self.probes_of(keys::key(Kind::Place, place), true));
            }
        }
        self.read(probes, false)
    }

    /// Names with the places asked, or with words that may be places; `meanings` of each name at most.
    fn in_places(&self, meanings: usize) -> Vec<Probe> {
        let mut probes = Vec::new();
        for (i, name) in self.sieve.words.iter().enumerate() {
            for meant in name.meanings.iter().take(meanings) {
                if !Frequencies::national().is_frequent(&meant.code) {
                    // Few bear it: where the years are known, all of them can be read.
                    if self.query.birth.is_some() || !self.query.places.is_empty() {
                        probes.extend(self.probes_of(keys::key(Kind::Name, &meant.code), true));
                    }
                    continue;
                }
                for place in &self.query.places {
                    let key = keys::key_of_two(Kind::NameInPlace, &meant.code, place);
                    probes.extend(self.probes_of(key, true));
                }
                if self.query.places.is_empty() {
                    let others = self.sieve.words.iter().enumerate().filter(|(j, _)| *j != i);
                    for (_, place) in others {
                        let key = keys::key_of_two(Kind::NameInPlace, &meant.code, &place.code);
                        probes.extend(self.probes_of(key, true));
                    }
                    if self.query.birth.is_some() && self.sieve.words.len() <= 2 {
                        probes.extend(self.probes_of(keys::key(Kind::Name, &meant.code), true));
                    }
                }
            }
        }
        probes
    }

    /// One read of everybody, or where the list may be long two reads: the years asked, and the unknown.
    fn probes_of(&self, key: i64, crowded: bool) -> Vec<Probe> {
        match &self.query.birth {
            Some(birth) if crowded => {
                let from = birth.earliest().ymd().0 - YEARS_AROUND;
                let to = birth.latest().ymd().0 + YEARS_AROUND;
                let years = Some(Rank::range(from, to));
                let unknown = Some(Rank::range_unknown());
                vec![
                    Probe {
                        key,
                        ranks: years,
                        limit: PROBE_ROWS_MAX,
                    },
                    Probe {
                        key,
                        ranks: unknown,
                        limit: 100,
                    },
                ]
            }
            _ => vec![whole(key, PROBE_ROWS_MAX)],
        }
    }

    /// What may have been meant by each word.
    fn meanings(&mut self) -> Result<(), P::Error> {
        for asked in &mut self.sieve.words {
            let near = vocabulary::near(self.store, &asked.text)?;
            asked.mean(near, How::Near, self.frequencies);
        }
        Ok(())
    }

    /// Pairs of names that may have been meant, those first that find most for what they cost.
    fn meant_pairs(&mut self) -> Result<(), P::Error> {
        let mut pairs = Vec::new();
        for (i, a) in self.sieve.words.iter().enumerate() {
            for b in self.sieve.words.iter().skip(i + 1) {
                for x in &a.meanings {
                    for y in &b.meanings {
                        let key = keys::key_of_two(Kind::Pair, &x.code, &y.code);
                        let expected = PEOPLE * x.share * y.share;
                        let likely = (-x.cost - y.cost).exp2();
                        pairs.push((likely * expected / (expected + PROBE_COST_ROWS), key));
                    }
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
        let likeliest = pairs.into_iter().take(MEANT_PAIRS_MAX);
        let mut probes: Vec<Probe> = likeliest.map(|(_, key)| whole(key, 500)).collect();
        probes.extend(self.in_places(4));
        self.read(probes, false)
    }

    /// Single names where pairs have found nobody who answers well: those that would prove most first.
    fn singles(&mut self) -> Result<(), P::Error> {
        if self.complete_answers() > 0 {
            return Ok(());
        }
        let meanings = self
            .sieve
            .words
            .iter()
            .flat_map(|word| word.meanings.iter().take(4));
        let mut names: Vec<(f32, i64)> = meanings
            .map(|m| (m.points, keys::key(Kind::Name, &m.code)))
            .collect();
        names.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut probes = Vec::new();
        for (_, key) in names {
            probes.extend(self.probes_of(key, true));
        }
        self.read(probes, false)
    }

    /// How many candidates seem to have every word asked, as written.
    fn complete_answers(&self) -> usize {
        self.pool
            .values()
            .filter(|(row, _)| self.sieve.is_complete(row.rank))
            .count()
    }

    /// Reads probes not yet read, in batches, until a bound is met.
    fn read(&mut self, mut probes: Vec<Probe>, sure: bool) -> Result<(), P::Error> {
        probes.retain(|p| p.ranks.is_some() || !self.tried.contains(&p.key));
        self.tried
            .extend(probes.iter().filter(|p| p.ranks.is_none()).map(|p| p.key));
        for batch in probes.chunks(BATCH_PROBES) {
            let left = ROWS_MAX.saturating_sub(self.effort.rows);
            if left == 0 || self.effort.probes + batch.len() > PROBES_MAX {
                self.partial = true;
                return Ok(());
            }
            let read = self.store.rows(batch)?;
            self.effort.probes += batch.len();
            for (probe, rows) in batch.iter().zip(read) {
                self.partial |= rows.len() >= probe.limit;
                self.effort.rows += rows.len();
                self.keep(&rows, sure);
            }
        }
        Ok(())
    }

    fn keep(&mut self, rows: &[Row], sure: bool) {
        for row in rows {
            let held = self.pool.entry(row.id).or_insert((*row, false));
            held.1 |= sure;
        }
    }

    /// Reads the cards of the best candidates and scores them.
    fn finish(self, limit: usize) -> Result<Found, P::Error> {
        let mut sorted: Vec<(f32, PersonId)> = self
            .pool
            .iter()
            .map(|(id, (row, sure))| (self.sieve.points(row) + if *sure { 14.0 } else { 0.0 }, *id))
            .collect();
        let first = |a: &(f32, PersonId), b: &(f32, PersonId)| {
            b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1))
        };
        let most = CARDS_MAX.max(limit);
        if sorted.len() > most {
            sorted.select_nth_unstable_by(most, first);
            sorted.truncate(most);
        }
        sorted.sort_unstable_by(first);
        let ids: Vec<PersonId> = sorted.into_iter().map(|(_, id)| id).collect();
        let cards = if ids.is_empty() {
            Vec::new()
        } else {
            self.store.cards(&ids)?
        };
        let mut effort = self.effort;
        effort.cards = cards.len();
        let mut bits = score::plain_bits(self.query, self.frequencies);
        for asked in &self.sieve.words {
            if let Some(of_word) = bits.get_mut(asked.index) {
                *of_word = asked.bits;
            }
        }
        let mut hits: Vec<Hit> = cards
            .into_iter()
            .map(|card| score::score_with(self.query, card, &bits))
            .collect();
        hits.retain(|hit| hit.signs.iter().any(score::Sign::agrees));
        hits.sort_by(Hit::order);
        hits.truncate(limit);
        Ok(Found {
            hits,
            partial: self.partial,
            effort,
        })
    }
}

fn whole(key: i64, limit: usize) -> Probe {
    Probe {
        key,
        ranks: None,
        limit,
    }
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
