//! Trials of the search: a fictitious register and what people would type to find somebody in it.
//!
//! Owns: the card of an invented person, and the misspelt name, guessed age and known place that are asked of
//! them. Never: the measurement itself; tests and the benchmark do that on the same trials.

use super::{Invented, harsh, heard};
use crate::birth::Day;
use crate::card::{Card, PersonId};
use crate::chance::Dice;

/// What somebody asks who looks for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// Who is looked for.
    pub person: PersonId,
    /// The full name as heard by somebody else, words in any order, one given name perhaps left out.
    pub name: String,
    /// The age as guessed: up to two years off, three for those over fifty.
    pub age: u16,
    /// The sub-prefecture.
    pub place: &'static str,
}

/// The id of the n-th person of a register.
#[must_use]
pub fn id(number: u64) -> PersonId {
    let mut id = [0; 16];
    // Spread as real ids are, so that neighbours in the register are none in the table.
    let spread = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let (head, tail) = id.split_at_mut(8);
    head.copy_from_slice(&spread.to_be_bytes());
    tail.copy_from_slice(&number.to_be_bytes());
    id
}

/// The card of an invented person.
#[must_use]
pub fn card(person: PersonId, invented: &Invented) -> Card {
    let married = invented
        .married
        .as_ref()
        .map(|name| format!("épouse {name}"));
    Card {
        person,
        names: [Some(invented.full_name()), married]
            .into_iter()
            .flatten()
            .collect(),
        sex: Some(invented.sex),
        birth: Some(invented.stated),
        phones: invented.phone.iter().cloned().collect(),
        places: vec![invented.place.name.to_owned()],
        mother: Some(invented.mother.clone()),
        father: Some(invented.father.clone()),
        ..Card::default()
    }
}

/// What is asked for an invented person on a bad day: see [`harsh`].
pub fn hard(dice: &mut impl Dice, person: PersonId, invented: &Invented, today: Day) -> Trial {
    let name = harsh(dice, &invented.family, &invented.given);
    let fair = trial(dice, person, invented, today);
    Trial { name, ..fair }
}

/// What is asked for an invented person.
pub fn trial(dice: &mut impl Dice, person: PersonId, invented: &Invented, today: Day) -> Trial {
    let mut given = invented.given.clone();
    if given.len() > 2 && dice.percent(25) {
        let left_out = usize::try_from(dice.below(given.len() as u64)).unwrap_or(0);
        given.remove(left_out);
    }
    let name = heard(dice, &format!("{} {}", invented.family, given.join(" ")));
    let age = i64::from(invented.born.years_until(today));
    let off = if age > 50 {
        3
    } else if age < 5 {
        0
    } else {
        2
    };
    let guessed = age - off + i64::try_from(dice.below(2 * off.unsigned_abs() + 1)).unwrap_or(0);
    Trial {
        person,
        name,
        age: u16::try_from(guessed).unwrap_or(0),
        place: invented.place.name,
    }
}
