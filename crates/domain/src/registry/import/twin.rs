//! Who among the people already known, or earlier in the same file, may be the person of a row.
//!
//! Owns which few keys are looked under, and from which likeness on a person is shown. What it
//! finds is a question for somebody: nothing is left out or merged because of it alone.

use akwaba_matching::card::{Card, PersonId};
use akwaba_matching::index::{Postings, Probe, Row};
use akwaba_matching::keys::{self, KeyRow, Kind};
use akwaba_matching::likeness::{self, Word};
use akwaba_matching::rank::{Letters, Rank};
use akwaba_matching::sound;
use akwaba_matching::weight::Frequencies;
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

/// Points from which two records are likely of one person.
const PROBABLE: f32 = 16.0;
/// Points from which they may be.
const POSSIBLE: f32 = 10.0;

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
    points: f32,
}

impl Twin {
    /// Whether this one is the likelier of two.
    pub fn is_closer_than(&self, other: &Self) -> bool {
        self.points > other.points
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
    twins.sort_by(|a, b| b.points.total_cmp(&a.points).then(a.person.cmp(&b.person)));
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
    let twin = |zone, sign, points| {
        Some(Twin {
            person: other.person,
            zone,
            sign,
            points,
        })
    };
    let mut points = name_points(card, other, table);
    let shares_name = points > 0.0;
    match same_paper(card, other) {
        Some(true) => return twin(Zone::Probable, Sign::Number, 100.0 + points),
        Some(false) => points -= 8.0,
        None => {}
    }
    if let (Some(a), Some(b)) = (&card.birth, &other.birth) {
        points += 8.0 * a.likeness(b) - 4.0;
        // The very same day, said on both sides, is rare by chance.
        if a == b && a.width_days() == 1 {
            points += 4.0;
        }
    }
    match (card.sex, other.sex) {
        (Some(a), Some(b)) if a != b => points -= 6.0,
        (Some(_), Some(_)) => points += 0.5,
        _ => {}
    }
    let places = keys::places(other);
    if keys::places(card)
        .iter()
        .any(|place| places.contains(place))
    {
        points += 1.5;
    }
    let phone = same_phone(card, other);
    if phone {
        points += 3.5;
    }
    let sign = if phone && shares_name {
        Sign::Phone
    } else {
        Sign::Names
    };
    if points >= PROBABLE {
        twin(Zone::Probable, sign, points)
    } else if points >= POSSIBLE {
        twin(Zone::Possible, sign, points)
    } else {
        None
    }
}

/// Bits of the names in common, less what only one of them bears.
fn name_points(card: &Card, other: &Card, table: &Frequencies) -> f32 {
    let words = |card: &Card| -> Vec<Word> {
        keys::names(card)
            .iter()
            .map(|t| Word::of(&t.text))
            .collect()
    };
    let (a, b) = (words(card), words(other));
    let pairs = likeness::pair(&a, &b);
    let mut points = 0.0;
    for pair in &pairs {
        let bits = |word: Option<&Word>| word.map_or(0.0, |word| table.bits(&word.code));
        let shared = bits(a.get(pair.first)).min(bits(b.get(pair.second)));
        points += shared * ((pair.likeness - 0.45) / 0.55).clamp(0.0, 1.0);
    }
    let left = |all: usize| u16::try_from(all.saturating_sub(pairs.len()).min(3)).unwrap_or(3);
    let (fewer, more) = (left(a.len().min(b.len())), left(a.len().max(b.len())));
    points - 9.0 * f32::from(fewer) - 0.5 * f32::from(more - fewer)
}

/// Whether a paper of one kind has the same number on both; `None` where no kind is on both.
/// Only numbers of the person for life speak against: cards are renewed.
fn same_paper(card: &Card, other: &Card) -> Option<bool> {
    let mut against = None;
    for a in papers(card) {
        for b in papers(other).filter(|b| b.scheme == a.scheme) {
            if keys::number(&a.number) == keys::number(&b.number) {
                return Some(true);
            }
            if matches!(a.scheme.as_str(), "nni" | "cmu") {
                against = Some(false);
            }
        }
    }
    against
}

fn same_phone(card: &Card, other: &Card) -> bool {
    let tails = |card: &Card| -> BTreeSet<String> {
        let digits = card.phones.iter().map(|phone| keys::phone_digits(phone));
        digits
            .filter_map(|digits| keys::phone_tail(&digits).map(str::to_owned))
            .collect()
    };
    !tails(card).is_disjoint(&tails(other))
}

#[cfg(test)]
#[path = "twin_tests.rs"]
mod tests;
