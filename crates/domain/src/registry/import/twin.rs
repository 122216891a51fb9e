//! Who among the people already known, or earlier in the same file, may be the person of a row.
//!
//! Owns which few keys are looked under; how likely a person is is `matching::linkage`'s, as everywhere.
//! What it finds is a question for somebody: nothing is left out or merged because of it alone.

use akwaba_matching::card::{Card, PersonId};
use akwaba_matching::index::{Postings, Probe, Row};
use akwaba_matching::keys::{self, KeyRow, Kind};
use akwaba_matching::linkage::{self, Field, Level};
use akwaba_matching::rank::{Letters, Rank};
use akwaba_matching::sound;
use akwaba_matching::weight::Frequencies;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// The most rows read under one key: beyond it a key tells nobody apart.
const PROBE_ROWS_MAX: usize = 64;
/// The same under one name and a few years of birth.
const NAME_ROWS_MAX: usize = 256;
/// The most pairs of names that are looked under.
const PAIRS_MAX: usize = 3;
/// The most single names, the rarest first: a misspelt name hides the pairs that it is in.
const NAMES_MAX: usize = 3;
/// The most cards that are read and compared for one row.
const CARDS_MAX: usize = 12;
/// Years by which two births of one person may differ, as papers have it.
const YEARS_APART: i32 = 3;

coded! {
    /// How likely it is that two records are of one person.
    Zone {
        /// Likely: somebody decides before the import.
        0 Probable = "probable",
        /// It may be: shown, and imported.
        1 Possible = "possible",
    }
}

coded! {
    /// What makes it so.
    Sign {
        /// The same number on a paper.
        0 Number = "number",
        /// The same phone, and a name in common.
        1 Phone = "phone",
        /// Names, and the birth where both are known.
        2 Names = "names",
    }
}

/// Someone that a row may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Twin {
    /// Their record.
    pub person: PersonId,
    /// How likely.
    pub zone: Zone,
    /// Why.
    pub sign: Sign,
    weight: f32,
}

impl Twin {
    /// Whether this one is the likelier of two.
    pub fn is_closer_than(&self, other: &Self) -> bool {
        self.closest_first(other) == Ordering::Less
    }

    fn closest_first(&self, other: &Self) -> Ordering {
        let probable = |twin: &Self| twin.zone == Zone::Probable;
        let zones = probable(other).cmp(&probable(self));
        zones.then_with(|| other.weight.total_cmp(&self.weight))
    }
}

/// Looks for the likeliest twin of a card among the people of `store`.
///
/// # Errors
/// Those of the store.
pub fn find<P: Postings>(
    store: &mut P,
    card: &Card,
    table: &Frequencies,
) -> Result<Option<Twin>, P::Error> {
    let wanted = Wanted::of(card, table);
    let mut candidates: BTreeMap<PersonId, u32> = BTreeMap::new();
    let found = store.rows(&wanted.probes)?;
    for (index, rows) in found.into_iter().enumerate() {
        let sure = index < wanted.sure;
        for Row { rank, id, .. } in rows {
            if id != card.person {
                let worth = wanted.worth(Rank(rank)) + if sure { 1_000 } else { 0 };
                let known = candidates.entry(id).or_default();
                *known = (*known).max(worth);
            }
        }
    }
    let mut order: Vec<(u32, PersonId)> = candidates
        .into_iter()
        .map(|(id, worth)| (worth, id))
        .collect();
    order.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let best: Vec<PersonId> = order
        .into_iter()
        .take(CARDS_MAX)
        .map(|(_, id)| id)
        .collect();
    if best.is_empty() {
        return Ok(None);
    }
    let cards = store.cards(&best)?;
    let mut twins: Vec<Twin> = cards
        .iter()
        .filter_map(|other| compare(card, other, table))
        .collect();
    twins.sort_by(|a, b| a.closest_first(b).then(a.person.cmp(&b.person)));
    Ok(twins.into_iter().next())
}

/// The rows under which a card that is not in the registry yet is found by [`find`].
pub fn rows(card: &Card, table: &Frequencies) -> Vec<KeyRow> {
    let wanted = Wanted::of(card, table);
    let rank = Rank::of(card).0;
    let keys: BTreeSet<i64> = wanted.probes.iter().map(|probe| probe.key).collect();
    let row = |key| KeyRow {
        key,
        rank,
        letters: Letters::of(card).0,
        id: card.person,
    };
    keys.into_iter().map(row).collect()
}

/// Where a card is looked for.
struct Wanted {
    probes: Vec<Probe>,
    /// How many of the probes, from the first, prove much alone.
    sure: usize,
    /// The rank of the card.
    rank: Rank,
}

impl Wanted {
    fn of(card: &Card, table: &Frequencies) -> Self {
        let mut sure: BTreeSet<i64> = BTreeSet::new();
        for paper in papers(card) {
            sure.insert(keys::key(Kind::Number, &keys::number(&paper.number)));
        }
        for phone in &card.phones {
            let digits = keys::phone_digits(phone);
            sure.extend(keys::phone_tail(&digits).map(|tail| keys::key(Kind::PhoneTail, tail)));
        }
        let mut codes: Vec<String> = keys::names(card)
            .iter()
            .map(|t| sound::code(&t.text))
            .collect();
        codes.sort_by(|a, b| table.bits(b).total_cmp(&table.bits(a)).then(a.cmp(b)));
        codes.dedup();
        let mut probes: Vec<Probe> = sure
            .iter()
            .map(|key| probe(*key, None, PROBE_ROWS_MAX))
            .collect();
        let year = card.birth.map(|span| span.middle().ymd().0);
        let around = |years: i32| year.map(|year| Rank::range(year - years, year + years));
        let firsts = codes.iter().enumerate();
        let pairs = firsts.flat_map(|(at, a)| codes.iter().skip(at + 1).map(move |b| (a, b)));
        for (a, b) in pairs.take(PAIRS_MAX) {
            let key = keys::key_of_two(Kind::Pair, a, b);
            probes.push(probe(key, around(YEARS_APART), PROBE_ROWS_MAX));
            if year.is_some() {
                probes.push(probe(key, Some(Rank::range_unknown()), PROBE_ROWS_MAX));
            }
        }
        for code in codes.iter().take(NAMES_MAX) {
            let key = keys::key(Kind::Name, code);
            probes.push(probe(key, around(1), NAME_ROWS_MAX));
        }
        Self {
            probes,
            sure: sure.len(),
            rank: Rank::of(card),
        }
    }

    /// How much a rank looks like the card's: sorts the candidates before their cards are read.
    fn worth(&self, rank: Rank) -> u32 {
        let year = u32::from(rank.year() == self.rank.year());
        4 * self.rank.in_common(rank) + 2 * year
    }
}

fn probe(key: i64, ranks: Option<(i64, i64)>, limit: usize) -> Probe {
    Probe { key, ranks, limit }
}

/// The numbers that somebody else gave: not the short code of the record.
fn papers(card: &Card) -> impl Iterator<Item = &akwaba_matching::card::Identity> {
    card.identities
        .iter()
        .filter(|paper| paper.scheme != "code")
}

/// Compares two cards; `None` when they are not worth showing. Symmetric but for whose twin it is.
pub fn compare(card: &Card, other: &Card, table: &Frequencies) -> Option<Twin> {
    let compared = linkage::compare(card, other, table);
    let zone = match compared.zone {
        linkage::Zone::Probable => Zone::Probable,
        linkage::Zone::Possible => Zone::Possible,
        linkage::Zone::Distinct => return None,
    };
    let same = |field| compared.level(field) == Some(Level::Same);
    let sign = match (same(Field::Identity), same(Field::Phone)) {
        (true, _) => Sign::Number,
        (false, true) if !compared.names.met.is_empty() => Sign::Phone,
        _ => Sign::Names,
    };
    Some(Twin {
        person: other.person,
        zone,
        sign,
        weight: compared.weight,
    })
}

#[cfg(test)]
#[path = "twin_tests.rs"]
mod tests;
