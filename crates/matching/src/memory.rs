//! The key table in memory, for tests and measurements and as the plainest example of a store.
//!
//! Owns: rows and cards of one scope. Never: the table of a real centre, which lives in its store.

use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;

use crate::card::{Card, PersonId};
use crate::index::{self, Postings, Probe, Row, Shelves};
use crate::keys::KeyRow;

/// A key table and its cards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Memory {
    rows: BTreeSet<KeyRow>,
    cards: HashMap<PersonId, Card>,
}

impl Memory {
    /// Writes a person's card and keys, replacing those there were.
    pub fn put(&mut self, card: Card) {
        let old = self.cards.get(&card.person).cloned();
        let Ok(()) = index::replace(self, old.as_ref(), Some(&card));
        self.cards.insert(card.person, card);
    }

    /// Forgets a person.
    pub fn take(&mut self, person: &PersonId) {
        let old = self.cards.remove(person);
        let Ok(()) = index::replace(self, old.as_ref(), None);
    }

    /// How many rows there are, the vocabulary included.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }
}

impl Postings for Memory {
    type Error = Infallible;

    fn rows(&mut self, probes: &[Probe]) -> Result<Vec<Vec<Row>>, Infallible> {
        let read = |probe: &Probe| {
            let (from, to) = probe.ranks.unwrap_or((i64::MIN, i64::MAX));
            let first = KeyRow {
                key: probe.key,
                rank: from,
                letters: i64::MIN,
                id: [0; 16],
            };
            let last = KeyRow {
                key: probe.key,
                rank: to,
                letters: i64::MAX,
                id: [255; 16],
            };
            let rows = self.rows.range(first..=last).take(probe.limit);
            rows.map(|row| Row {
                rank: row.rank,
                letters: row.letters,
                id: row.id,
            })
            .collect()
        };
        Ok(probes.iter().map(read).collect())
    }

    fn cards(&mut self, people: &[PersonId]) -> Result<Vec<Card>, Infallible> {
        Ok(people
            .iter()
            .filter_map(|person| self.cards.get(person))
            .cloned()
            .collect())
    }
}

impl Shelves for Memory {
    fn add(&mut self, rows: &[KeyRow]) -> Result<(), Infallible> {
        self.rows.extend(rows);
        Ok(())
    }

    fn remove(&mut self, rows: &[KeyRow]) -> Result<(), Infallible> {
        for row in rows {
            self.rows.remove(row);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::birth::Day;
    use crate::chance::{Dice, Seeded};
    use crate::fiction;

    fn card(number: u8, dice: &mut Seeded) -> Card {
        let today = Day::from_ymd(2026, 11, 23).unwrap();
        let invented = fiction::person(dice, today);
        Card {
            person: [number; 16],
            names: vec![invented.usual_name()],
            birth: Some(invented.stated),
            places: vec![invented.place.name.into()],
            ..Card::default()
        }
    }

    #[test]
    fn the_table_depends_on_the_cards_alone_whatever_the_order_of_changes() {
        let mut dice = Seeded::new(4);
        let mut changed = Memory::default();
        for _ in 0..2_000 {
            let number = u8::try_from(dice.below(40)).unwrap();
            if dice.percent(25) {
                changed.take(&[number; 16]);
            } else {
                changed.put(card(number, &mut dice));
            }
        }
        let mut rebuilt = Memory::default();
        for card in changed.cards.values().cloned() {
            rebuilt.put(card);
        }
        assert_eq!(changed, rebuilt);
        for number in 0..40 {
            changed.take(&[number; 16]);
        }
        assert_eq!(changed.row_count(), 0, "nothing is left of nobody");
    }
}
