//! Doubles of a list among many people: what looking for them costs, how many are found, how many rows are cut short.
//!
//! The keys stand in memory, so that the look itself is measured and not the database under it.

use crate::measure::{say, timed};
use crate::people::today;
use akwaba_domain::registry::import::twin::{Crowds, Reach, Sought, Zone};
use akwaba_matching::card::{Card, PersonId};
use akwaba_matching::chance::{Dice, Seeded};
use akwaba_matching::fiction::{self, Invented, trial};
use akwaba_matching::index::{Postings, Probe, Row};
use akwaba_matching::weight::Frequencies;
use anyhow::Result;
use std::collections::HashMap;
use std::convert::Infallible;

/// Rows whose cost is measured.
const ROWS: usize = 5_000;
/// Doubles that are looked for, of each kind.
const DOUBLES: usize = 2_000;

/// The staged rows of a file: under each key by rank, and the cards as they are kept.
#[derive(Default)]
struct Staged {
    keys: HashMap<i64, Vec<Row>>,
    cards: HashMap<PersonId, Vec<u8>>,
}

impl Postings for Staged {
    type Error = Infallible;

    fn rows(&mut self, probes: &[Probe]) -> Result<Vec<Vec<Row>>, Infallible> {
        let read = |probe: &Probe| {
            let (from, to) = probe.ranks.unwrap_or((i64::MIN, i64::MAX));
            let rows = self.keys.get(&probe.key).map_or(&[][..], Vec::as_slice);
            let first = rows.partition_point(|row| row.rank < from);
            let rows = rows.iter().skip(first).take_while(|row| row.rank <= to);
            rows.take(probe.limit).copied().collect()
        };
        Ok(probes.iter().map(read).collect())
    }

    fn cards(&mut self, people: &[PersonId]) -> Result<Vec<Card>, Infallible> {
        let packed = people.iter().filter_map(|person| self.cards.get(person));
        Ok(packed.filter_map(|card| Card::unpack(card).ok()).collect())
    }
}

/// How a double differs from the person.
const KINDS: [&str; 5] = [
    "a name misspelt",
    "misspelt, and moved",
    "as heard by somebody else",
    "a bad day",
    "as heard, birth unknown",
];

/// Measures among so many people.
pub fn run(people: usize) -> Result<()> {
    let (mut dice, today, table) = (Seeded::new(77), today()?, Frequencies::national());
    let mut register = Vec::new();
    while register.len() < people {
        register.extend(fiction::household(&mut dice, today));
    }
    let mut staged = Staged::default();
    for (number, person) in (0..).zip(&register) {
        let card = card(number, person);
        for row in Sought::of(&card, table).rows() {
            staged.keys.entry(row.key).or_default().push(Row {
                rank: row.rank,
                letters: row.letters,
                id: row.id,
            });
        }
        staged.cards.insert(card.person, card.pack());
    }
    staged
        .keys
        .values_mut()
        .for_each(|rows| rows.sort_unstable());
    let mut crowds = Crowds::default();
    let mut reaches = [0_u32; 3];
    let step = (people / ROWS).max(1);
    let rows: Vec<Card> = (0..)
        .zip(&register)
        .step_by(step)
        .map(|(number, person)| card(number, person))
        .collect();
    let (twins, spent) = timed(|| {
        let mut twins = 0_u32;
        for row in &rows {
            let Ok(looked) = Sought::of(row, table).find(&mut staged, &mut crowds);
            twins += u32::from(looked.twin.is_some_and(|twin| twin.zone == Zone::Probable));
            for (count, reach) in reaches.iter_mut().zip(Reach::ALL) {
                *count += u32::from(looked.reach == *reach);
            }
        }
        twins
    });
    let share = |count: u32| 100.0 * f64::from(count) / rows.len() as f64;
    let [whole, near, cut] = reaches;
    say(&format!(
        "\nDoubles among {people} people: {:.0} µs of a processor for each row\n  {:.1} % of rows weighed against everybody of their names, {:.1} % against those nearby, {:.1} % cut; {:.1} % strangers taken for doubles",
        spent.cpu.as_micros() as f64 / rows.len() as f64,
        share(whole),
        share(near),
        share(cut),
        share(twins)
    ));
    for kind in KINDS {
        let (mut found, mut tried) = (0_u32, 0_u32);
        for (number, person) in (0..).zip(&register).step_by((people / DOUBLES).max(1)) {
            let wanted = trial::id(number);
            let double = double(&mut dice, kind, person);
            let Ok(looked) = Sought::of(&double, table).find(&mut staged, &mut crowds);
            found += u32::from(looked.twin.is_some_and(|twin| twin.person == wanted));
            tried += 1;
        }
        say(&format!(
            "  {kind}: {:.3} found",
            f64::from(found) / f64::from(tried)
        ));
    }
    Ok(())
}

fn card(number: u64, person: &Invented) -> Card {
    Card {
        names: vec![person.family.clone(), person.given.join(" ")],
        mother: None,
        father: None,
        ..trial::card(trial::id(number), person)
    }
}

fn double(dice: &mut Seeded, kind: &str, person: &Invented) -> Card {
    let mut double = card(u64::MAX, person);
    double.phones.clear();
    if kind == "a bad day" {
        double.names = vec![fiction::harsh(dice, &person.family, &person.given)];
    } else {
        let heard = !kind.contains("misspelt");
        for name in &mut double.names {
            *name = match heard {
                true => fiction::heard(dice, name),
                false => fiction::misspell(dice, name, 1),
            };
        }
    }
    if dice.percent(50) {
        double.names.reverse();
    }
    if kind.ends_with("moved") {
        double.places = vec![fiction::place(dice).name.to_owned()];
    }
    if kind.ends_with("unknown") {
        double.birth = None;
    }
    double
}
