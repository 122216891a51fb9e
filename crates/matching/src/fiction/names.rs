//! Who is called what: families and given names by the tradition that gives them.
//!
//! Owns: how many names, of which kinds, in which order. Never: keeps a tradition with a person.

use crate::card::Sex;
use crate::chance::Dice;

use super::words::*;

/// A way of naming; it only chooses words here and is never kept with a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tradition {
    Akan,
    Lagoon,
    Mande,
    Senoufo,
    Krou,
    Gouro,
    Dan,
    Sahel,
    Peul,
}

pub(super) const TRADITIONS: &[(Tradition, u32)] = &[
    (Tradition::Akan, 31),
    (Tradition::Lagoon, 7),
    (Tradition::Mande, 19),
    (Tradition::Senoufo, 11),
    (Tradition::Krou, 11),
    (Tradition::Gouro, 6),
    (Tradition::Dan, 5),
    (Tradition::Sahel, 8),
    (Tradition::Peul, 2),
];

/// Syllables from which rare family names of a tradition are composed.
struct Syllables {
    start: &'static Words,
    middle: &'static Words,
    end: &'static Words,
}

fn syllables(tradition: Tradition) -> Syllables {
    match tradition {
        Tradition::Akan | Tradition::Lagoon => Syllables {
            start: &COAST_START,
            middle: &COAST_MIDDLE,
            end: &COAST_END,
        },
        Tradition::Krou | Tradition::Dan | Tradition::Gouro => Syllables {
            start: &WEST_START,
            middle: &WEST_MIDDLE,
            end: &WEST_END,
        },
        _ => Syllables {
            start: &NORTH_START,
            middle: &NORTH_MIDDLE,
            end: &NORTH_END,
        },
    }
}

fn compose(dice: &mut impl Dice, tradition: Tradition) -> String {
    let of = syllables(tradition);
    let mut name = pick(dice, of.start).to_owned();
    name.push_str(pick(dice, of.middle));
    if dice.percent(25) {
        name.push_str(pick(dice, of.middle));
    }
    name.push_str(pick(dice, of.end));
    name
}

/// A family name: mostly from the list, one in eight composed.
pub(super) fn family(dice: &mut impl Dice, tradition: Tradition) -> String {
    let (list, rare) = match tradition {
        Tradition::Akan => (&AKAN, 12),
        Tradition::Lagoon => (&LAGOON, 15),
        Tradition::Mande => (&MANDE, 5),
        Tradition::Senoufo => (&SENOUFO, 5),
        Tradition::Krou => (&KROU, 22),
        Tradition::Gouro => (&GOURO, 15),
        Tradition::Dan => (&DAN, 18),
        Tradition::Sahel => (&SAHEL, 8),
        Tradition::Peul => (&PEUL, 2),
    };
    if dice.percent(rare) {
        return compose(dice, tradition);
    }
    let name = pick(dice, list);
    if tradition == Tradition::Gouro && dice.percent(70) {
        return format!("{name} Bi");
    }
    name.to_owned()
}

/// Given names in the order of the birth act; `weekday` counts from Monday = 0.
pub(super) fn given(
    dice: &mut impl Dice,
    tradition: Tradition,
    sex: Sex,
    weekday: usize,
) -> Vec<String> {
    match tradition {
        Tradition::Akan => akan_given(dice, sex, weekday),
        Tradition::Lagoon => christian_after(dice, sex, &AKAN, 35),
        Tradition::Krou => christian_after(dice, sex, &KROU_GIVEN, 50),
        Tradition::Dan => christian_after(dice, sex, &DAN_GIVEN, 50),
        Tradition::Gouro => gouro_given(dice, sex),
        Tradition::Senoufo => senoufo_given(dice, sex),
        Tradition::Mande | Tradition::Sahel | Tradition::Peul => muslim_given(dice, tradition, sex),
    }
}

fn akan_given(dice: &mut impl Dice, sex: Sex, weekday: usize) -> Vec<String> {
    let mut names = Vec::new();
    let days = if sex == Sex::Female {
        DAYS_FEMALE
    } else {
        DAYS_MALE
    };
    if dice.percent(75) {
        // The name follows the day of birth, unless a grandparent's name was given.
        let day = if dice.percent(70) {
            days.get(weekday)
        } else {
            dice.one(days)
        };
        names.extend(day.map(|d| (*d).to_owned()));
    } else if dice.percent(50) {
        names.push(pick(dice, &AKAN).to_owned());
    }
    names.extend(christian(dice, sex));
    names
}

fn christian_after(dice: &mut impl Dice, sex: Sex, first: &Words, chances: u64) -> Vec<String> {
    let mut names = Vec::new();
    if dice.percent(chances) {
        names.push(pick(dice, first).to_owned());
    }
    names.extend(christian(dice, sex));
    names
}

fn gouro_given(dice: &mut impl Dice, sex: Sex) -> Vec<String> {
    let mut names = Vec::new();
    if dice.percent(60) {
        let name = pick(dice, &GOURO);
        let lou = sex == Sex::Female && dice.percent(60);
        names.push(if lou {
            format!("{name} Lou")
        } else {
            name.to_owned()
        });
    }
    names.extend(christian(dice, sex));
    names
}

fn senoufo_given(dice: &mut impl Dice, sex: Sex) -> Vec<String> {
    let mut names = Vec::new();
    let own = if sex == Sex::Female {
        &SENOUFO_GIVEN_FEMALE
    } else {
        &SENOUFO_GIVEN_MALE
    };
    if dice.percent(70) {
        names.push(pick(dice, own).to_owned());
    }
    if dice.percent(45) {
        names.extend(christian(dice, sex));
    } else if names.is_empty() || dice.percent(45) {
        names.push(muslim(dice, sex));
    }
    names
}

fn muslim_given(dice: &mut impl Dice, tradition: Tradition, sex: Sex) -> Vec<String> {
    if tradition == Tradition::Sahel && dice.percent(30) {
        return christian(dice, sex);
    }
    let mut names = vec![muslim(dice, sex)];
    if dice.percent(38) {
        let second = muslim(dice, sex);
        if !names.contains(&second) {
            names.push(second);
        }
    }
    if dice.percent(8) {
        names.push(
            if sex == Sex::Female {
                "Epiphanie"
            } else {
                "Junior"
            }
            .to_owned(),
        );
    }
    names
}

fn muslim(dice: &mut impl Dice, sex: Sex) -> String {
    pick(
        dice,
        if sex == Sex::Female {
            &MUSLIM_FEMALE
        } else {
            &MUSLIM_MALE
        },
    )
    .to_owned()
}

/// One to three Christian names, sometimes hyphenated.
fn christian(dice: &mut impl Dice, sex: Sex) -> Vec<String> {
    let list = if sex == Sex::Female {
        &CHRISTIAN_FEMALE
    } else {
        &CHRISTIAN_MALE
    };
    let mut names: Vec<String> = Vec::new();
    let count = match dice.below(100) {
        0..=39 => 1,
        40..=89 => 2,
        _ => 3,
    };
    for _ in 0..count {
        let name = pick(dice, list);
        if !names.iter().any(|n| n.split('-').any(|part| part == name)) {
            match names.last_mut() {
                Some(last) if dice.percent(35) => *last = format!("{last}-{name}"),
                _ => names.push(name.to_owned()),
            }
        }
    }
    names
}
