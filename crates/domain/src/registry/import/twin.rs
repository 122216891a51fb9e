//! Who among the people already known, or earlier in the same file, may be the person of a row.
//!
//! Under which keys they are looked for is `look`'s; how likely a person is is `matching::linkage`'s, as everywhere.
//! What it finds is a question for somebody: nothing is left out or merged because of it alone.

use akwaba_matching::card::{Card, PersonId};
use akwaba_matching::index::{Postings, Row};
use akwaba_matching::keys::KeyRow;
use akwaba_matching::linkage::{self, Comparison, Field, Level, Subject};
use akwaba_matching::rank::{Letters, Rank};
use akwaba_matching::weight::Frequencies;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};

pub use super::look::{Crowds, Reach};
use super::look::{Look, Under};

/// The most cards that are read and compared for one row.
const CARDS_MAX: usize = 6;

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

    /// What a comparison says; `None` when the other is not worth showing.
    fn of(compared: &Comparison) -> Option<Self> {
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
        Some(Self {
            person: compared.person,
            zone,
            sign,
            weight: compared.weight,
        })
    }

    fn closest_first(&self, other: &Self) -> Ordering {
        let probable = |twin: &Self| twin.zone == Zone::Probable;
        let zones = probable(other).cmp(&probable(self));
        zones.then_with(|| other.weight.total_cmp(&self.weight))
    }
}

/// The likeliest twin of a card, and how far it was looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Looked {
    /// Who it may be.
    pub twin: Option<Twin>,
    /// How much of those who share a name was weighed.
    pub reach: Reach,
}

/// A card that is looked for, in the registry and among the rows before it.
pub struct Sought<'a> {
    card: &'a Card,
    table: &'a Frequencies,
    subject: Subject<'a>,
    looks: Vec<Look>,
    rank: Rank,
    letters: Letters,
}

impl<'a> Sought<'a> {
    /// Works out once under which keys it is looked for.
    #[must_use]
    pub fn of(card: &'a Card, table: &'a Frequencies) -> Self {
        Self {
            card,
            table,
            subject: Subject::of(card),
            looks: Look::all(card, table),
            rank: Rank::of(card),
            letters: Letters::of(card),
        }
    }

    /// The rows under which it is found, while it is not in the registry yet.
    pub fn rows(&self) -> Vec<KeyRow> {
        let keys: BTreeSet<i64> = self.looks.iter().flat_map(Look::keys).collect();
        let row = |key| KeyRow {
            key,
            rank: self.rank.0,
            letters: self.letters.0,
            id: self.card.person,
        };
        keys.into_iter().map(row).collect()
    }

    /// Looks for its likeliest twin among the people of `store`; `crowds` remembers where too many were found.
    ///
    /// # Errors
    /// Those of the store.
    pub fn find<P: Postings>(
        &self,
        store: &mut P,
        crowds: &mut Crowds,
    ) -> Result<Looked, P::Error> {
        let mut candidates: HashMap<PersonId, u32> = HashMap::new();
        let mut reach = Reach::Whole;
        for look in &self.looks {
            let (under, rows, reached) = look.read(store, crowds)?;
            reach = reach.max(reached);
            for row in rows.iter().filter(|row| row.id != self.card.person) {
                let worth = self.worth(row, under);
                let known = candidates.entry(row.id).or_default();
                *known = (*known).max(worth);
            }
        }
        let mut order: Vec<(u32, PersonId)> = candidates
            .into_iter()
            .map(|(id, worth)| (worth, id))
            .collect();
        order.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let best: Vec<PersonId> = order
            .into_iter()
            .take(CARDS_MAX)
            .map(|(_, id)| id)
            .collect();
        let cards = match best.is_empty() {
            true => Vec::new(),
            false => store.cards(&best)?,
        };
        let mut twins: Vec<Twin> = cards
            .iter()
            .filter_map(|other| Twin::of(&self.subject.compare(other, self.table)))
            .collect();
        twins.sort_by(|a, b| a.closest_first(b).then(a.person.cmp(&b.person)));
        let twin = twins.into_iter().next();
        Ok(Looked { twin, reach })
    }

    /// How much what is known of someone without their card looks like the one on the card: of many, the cards of the
    /// most alike are read.
    fn worth(&self, row: &Row, under: Under) -> u32 {
        let rank = Rank(row.rank);
        let number = match under {
            Under::Paper => 1_000,
            Under::Phone => 16,
            Under::Name => 0,
        };
        let year = u32::from(rank.year() == self.rank.year());
        let shared = self.rank.names_in_common(rank) + self.rank.places_in_common(rank);
        let letters = self.letters.in_common(Letters(row.letters));
        number + 8 * shared + 4 * year + 2 * letters
    }
}

#[cfg(test)]
#[path = "twin_tests.rs"]
mod tests;
