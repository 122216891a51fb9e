//! Under which keys the people who may be someone are looked for, from the widest look to the narrowest.
//!
//! Invariant: what a look leaves unread is said, never passed over. Never: weighs anybody, which is `twin`'s.

use akwaba_matching::card::{Card, Identity};
use akwaba_matching::index::{Postings, Probe, Row};
use akwaba_matching::keys::{self, Kind};
use akwaba_matching::rank::Rank;
use akwaba_matching::weight::Frequencies;
use std::collections::{BTreeSet, HashSet};

/// The most people read under one number: one that more share tells nobody apart.
const NUMBER_ROWS_MAX: usize = 64;
/// The most people read under one name or two: where more bear it, the look is narrowed.
const NAME_ROWS_MAX: usize = 256;
/// The most pairs of names that are looked under.
const PAIRS_MAX: usize = 3;
/// The most single names, the rarest first: a misspelt name hides the pairs that it is in.
const NAMES_MAX: usize = 3;
/// The most words of a place under which the bearers of a frequent name are looked for.
const PLACES_MAX: usize = 3;
/// Years by which two births of one person may differ, as papers have it.
const YEARS_APART: i32 = 3;
/// Looks known to be too wide that are remembered at a time.
const CROWDS_MAX: usize = 65_536;

coded! {
    /// How much of those who share a name with someone was weighed.
    Reach {
        /// Everybody.
        0 Whole = "whole",
        /// So many bear a name that, under it, only those of the same place or of nearer years were.
        1 Near = "near",
        /// Not even all of those.
        2 Cut = "cut",
    }
}

/// What makes a candidate worth a look, before any card is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Under {
    /// A name or two.
    Name,
    /// A telephone.
    Phone,
    /// A number on a paper.
    Paper,
}

/// Looks that were too wide before, not to be tried again. Blocks only grow while a file is checked.
#[derive(Debug, Default)]
pub struct Crowds(HashSet<(i64, Option<(i64, i64)>)>);

impl Crowds {
    fn holds(&self, probe: &Probe) -> bool {
        self.0.contains(&(probe.key, probe.ranks))
    }

    fn note(&mut self, probe: &Probe) {
        if self.0.len() >= CROWDS_MAX {
            self.0.clear();
        }
        self.0.insert((probe.key, probe.ranks));
    }
}

/// One thing that is looked under: reads made together, the widest first.
pub(super) struct Look {
    under: Under,
    steps: Vec<Vec<Probe>>,
}

impl Look {
    /// Everything a card is looked under.
    pub(super) fn all(card: &Card, table: &Frequencies) -> Vec<Self> {
        let numbers = numbers(card).into_iter().map(|(under, key)| Self {
            under,
            steps: vec![vec![probe(key, None, NUMBER_ROWS_MAX)]],
        });
        let mut looks: Vec<Self> = numbers.collect();
        let names = Names::of(card, table);
        let year = card.birth.map(|span| span.middle().ymd().0);
        let around = |years: i32| year.map(|year| Rank::range(year - years, year + years));
        for key in names.pairs() {
            let read = |ranks| probe(key, ranks, NAME_ROWS_MAX);
            let mut steps = vec![vec![read(around(YEARS_APART))]];
            if year.is_some() {
                // Nothing may be known of the other's birth.
                let unknown = read(Some(Rank::range_unknown()));
                steps = [YEARS_APART, 1, 0]
                    .map(|years| vec![read(around(years)), unknown])
                    .into();
            }
            looks.push(Self {
                under: Under::Name,
                steps,
            });
        }
        for code in names.single() {
            let key = keys::key(Kind::Name, code);
            let mut steps = vec![vec![probe(key, around(1), NAME_ROWS_MAX)]];
            let there: Vec<i64> = names.in_places(code).collect();
            let near = |years: i32| -> Vec<Probe> {
                let keys = there.iter();
                keys.map(|key| probe(*key, around(years), NAME_ROWS_MAX))
                    .collect()
            };
            if !there.is_empty() {
                steps.push(near(1));
            }
            if year.is_some() {
                steps.push(match there.is_empty() {
                    true => vec![probe(key, around(0), NAME_ROWS_MAX)],
                    false => near(0),
                });
            }
            looks.push(Self {
                under: Under::Name,
                steps,
            });
        }
        looks
    }

    /// Its keys.
    pub(super) fn keys(&self) -> impl Iterator<Item = i64> {
        self.steps.iter().flatten().map(|probe| probe.key)
    }

    /// Reads who is there, as widely as it can be read whole; says how far that was.
    pub(super) fn read<P: Postings>(
        &self,
        store: &mut P,
        crowds: &mut Crowds,
    ) -> Result<(Under, Vec<Row>, Reach), P::Error> {
        let mut reach = Reach::Whole;
        let last = self.steps.len().saturating_sub(1);
        for (at, probes) in self.steps.iter().enumerate() {
            if at < last && probes.iter().any(|probe| crowds.holds(probe)) {
                reach = Reach::Near;
                continue;
            }
            let found = store.rows(probes)?;
            let over = |(rows, probe): &(&Vec<Row>, &Probe)| rows.len() >= probe.limit;
            let mut crowded = found.iter().zip(probes).filter(over).peekable();
            match (crowded.peek(), self.under) {
                (None, _) => return Ok((self.under, found.concat(), reach)),
                // What everybody has is no sign of anybody; and of many with one paper each is looked at.
                (Some(_), Under::Phone) => return Ok((self.under, Vec::new(), reach)),
                (Some(_), Under::Paper) => return Ok((self.under, found.concat(), reach)),
                (Some(_), Under::Name) if at == last => {
                    return Ok((self.under, found.concat(), Reach::Cut));
                }
                (Some(_), Under::Name) => {
                    crowded.for_each(|(_, probe)| crowds.note(probe));
                    reach = Reach::Near;
                }
            }
        }
        Ok((self.under, Vec::new(), reach))
    }
}

fn probe(key: i64, ranks: Option<(i64, i64)>, limit: usize) -> Probe {
    Probe { key, ranks, limit }
}

/// The keys of what somebody else numbered.
fn numbers(card: &Card) -> BTreeSet<(Under, i64)> {
    // Not the short code of the record, which says nothing of the person.
    let papers = card
        .identities
        .iter()
        .filter(|paper| paper.scheme != "code");
    let paper = |paper: &Identity| keys::key(Kind::Number, &keys::number(&paper.number));
    let phone = |phone: &String| {
        let digits = keys::phone_digits(phone);
        keys::phone_tail(&digits).map(|tail| keys::key(Kind::PhoneTail, tail))
    };
    let phones = card.phones.iter().filter_map(phone);
    let papers = papers.map(|held| (Under::Paper, paper(held)));
    papers
        .chain(phones.map(|key| (Under::Phone, key)))
        .collect()
}

/// The names of a card by their sound, the rarest first, and the words of its places.
struct Names<'t> {
    codes: Vec<String>,
    places: Vec<String>,
    table: &'t Frequencies,
}

impl<'t> Names<'t> {
    fn of(card: &Card, table: &'t Frequencies) -> Self {
        let mut codes: Vec<String> = keys::codes(card).into_iter().collect();
        codes.sort_by(|a, b| table.bits(b).total_cmp(&table.bits(a)).then(a.cmp(b)));
        let places = keys::places(card).into_iter().take(PLACES_MAX).collect();
        Self {
            codes,
            places,
            table,
        }
    }

    fn pairs(&self) -> impl Iterator<Item = i64> {
        let firsts = self.codes.iter().enumerate();
        let pairs = firsts.flat_map(|(at, a)| self.codes.iter().skip(at + 1).map(move |b| (a, b)));
        pairs
            .take(PAIRS_MAX)
            .map(|(a, b)| keys::key_of_two(Kind::Pair, a, b))
    }

    fn single(&self) -> impl Iterator<Item = &String> {
        self.codes.iter().take(NAMES_MAX)
    }

    /// A frequent name with each place; the registry keeps no such key of a rare one.
    fn in_places(&self, code: &str) -> impl Iterator<Item = i64> {
        let frequent = self.table.is_frequent(code);
        let places = self.places.iter().filter(move |_| frequent);
        places.map(move |place| keys::key_of_two(Kind::NameInPlace, code, place))
    }
}
