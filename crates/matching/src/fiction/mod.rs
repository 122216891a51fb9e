//! Fictitious people of Côte d'Ivoire: names with likely frequencies, ages, households, misspellings.
//!
//! Owns: the generator that tests, the demonstration and the measurements share. The same dice give the same
//! people for ever within one version. Never: real people, real telephone numbers (all begin with `0700`, which
//! leaves a million of them), or a record of the tradition a name came from.

mod harsh;
mod misspell;
mod names;
mod places;
pub mod trial;
mod words;

pub use harsh::harsh;
pub use misspell::{heard, misspell};
pub use places::{Place, any as place};

use crate::birth::{BirthSpan, Day};
use crate::card::Sex;
use crate::chance::Dice;
use names::Tradition;

/// A person who does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invented {
    /// Family name as on the birth act: `N'Guessan`, `Irié Bi`.
    pub family: String,
    /// Given names in order: `Aya`, `Marie-Laure`.
    pub given: Vec<String>,
    /// Name taken by marriage, written "épouse …" on forms.
    pub married: Option<String>,
    /// Sex on the birth act.
    pub sex: Sex,
    /// The true day of birth.
    pub born: Day,
    /// What the person's papers or memory state of it.
    pub stated: BirthSpan,
    /// Where the person lives.
    pub place: Place,
    /// Ten digits beginning `0700`, shared within a household.
    pub phone: Option<String>,
    /// Full name of the mother.
    pub mother: String,
    /// Full name of the father.
    pub father: String,
    tradition: Tradition,
}

impl Invented {
    /// The name as a form has it: family name in capitals, then given names.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.family.to_uppercase(), self.given.join(" "))
    }

    /// The full name with the married name where there is one.
    #[must_use]
    pub fn usual_name(&self) -> String {
        match &self.married {
            Some(married) => format!(
                "{} épouse {} {}",
                self.family.to_uppercase(),
                married.to_uppercase(),
                self.given.join(" ")
            ),
            None => self.full_name(),
        }
    }
}

/// One person of any age, living on `today`.
pub fn person(dice: &mut impl Dice, today: Day) -> Invented {
    let tradition = dice
        .weighted(names::TRADITIONS)
        .copied()
        .unwrap_or(Tradition::Akan);
    let sex = if dice.percent(51) {
        Sex::Female
    } else {
        Sex::Male
    };
    let age = any_age(dice);
    let place = places::any(dice);
    let mut invented = build(dice, today, tradition, sex, age, place);
    if age >= 16 && dice.percent(75) {
        invented.phone = Some(phone(dice));
    }
    if sex == Sex::Female && age >= 25 && dice.percent(25) {
        let husband = dice
            .weighted(names::TRADITIONS)
            .copied()
            .unwrap_or(Tradition::Akan);
        invented.married = Some(names::family(dice, husband));
    }
    invented
}

/// A household, its head first: one or two parents, children, now and then a grandparent or a taken-in child.
pub fn household(dice: &mut impl Dice, today: Day) -> Vec<Invented> {
    let tradition = dice
        .weighted(names::TRADITIONS)
        .copied()
        .unwrap_or(Tradition::Akan);
    let place = places::any(dice);
    let shared = dice.percent(80).then(|| phone(dice));
    let head_sex = if dice.percent(30) {
        Sex::Female
    } else {
        Sex::Male
    };
    let head_age = 24 + u16::try_from(dice.below(40)).unwrap_or(0);
    let mut head = build(dice, today, tradition, head_sex, head_age, place);
    head.phone.clone_from(&shared);
    let mut members = Vec::new();
    let mut spouse = None;
    if head_sex == Sex::Male || dice.percent(20) {
        let other = if head_sex == Sex::Male {
            Sex::Female
        } else {
            Sex::Male
        };
        let age = head_age
            .saturating_sub(u16::try_from(dice.below(9)).unwrap_or(0))
            .max(18);
        let wife_tradition = if dice.percent(75) {
            tradition
        } else {
            dice.weighted(names::TRADITIONS)
                .copied()
                .unwrap_or(tradition)
        };
        let mut person = build(dice, today, wife_tradition, other, age, place);
        if other == Sex::Female && dice.percent(60) {
            person.married = Some(head.family.clone());
        }
        person.phone = if dice.percent(40) {
            shared.clone()
        } else {
            Some(phone(dice))
        };
        spouse = Some(person);
    }
    let (father, mother) = match (&spouse, head_sex) {
        (Some(wife), Sex::Male) => (head.clone(), wife.clone()),
        (Some(husband), Sex::Female) => (husband.clone(), head.clone()),
        (None, _) => {
            let absent = if head_sex == Sex::Male {
                Sex::Female
            } else {
                Sex::Male
            };
            let absent = build(dice, today, tradition, absent, head_age, place);
            if head_sex == Sex::Male {
                (head.clone(), absent)
            } else {
                (absent, head.clone())
            }
        }
    };
    let oldest = head_age.saturating_sub(18).min(26);
    for _ in 0..dice.below(7) {
        let age = u16::try_from(dice.below(u64::from(oldest) + 1)).unwrap_or(0);
        members.push(child(dice, today, age, &father, &mother));
    }
    if dice.percent(15) {
        let sex = if dice.percent(60) {
            Sex::Female
        } else {
            Sex::Male
        };
        members.push(build(
            dice,
            today,
            tradition,
            sex,
            head_age.saturating_add(24),
            place,
        ));
    }
    let mut household = vec![head];
    household.extend(spouse);
    household.extend(members);
    household
}

/// A child of two people: the family name is the father's, or in the old Akan way his own day name.
pub fn child(
    dice: &mut impl Dice,
    today: Day,
    age: u16,
    father: &Invented,
    mother: &Invented,
) -> Invented {
    let sex = if dice.percent(50) {
        Sex::Female
    } else {
        Sex::Male
    };
    let mut child = build(dice, today, father.tradition, sex, age, father.place);
    let old_way = father.tradition == Tradition::Akan && dice.percent(15);
    child.family = match father.given.first() {
        Some(first) if old_way => first.clone(),
        _ => father.family.clone(),
    };
    child.father = father.full_name();
    child.mother = mother.full_name();
    child
}

/// A telephone number that nobody has.
pub fn phone(dice: &mut impl Dice) -> String {
    format!("0700{:06}", dice.below(1_000_000))
}

fn build(
    dice: &mut impl Dice,
    today: Day,
    tradition: Tradition,
    sex: Sex,
    age: u16,
    place: Place,
) -> Invented {
    let born = birthday(dice, today, age);
    let weekday = usize::try_from((born.days() + 3).rem_euclid(7)).unwrap_or(0);
    let family = names::family(dice, tradition);
    let given = names::given(dice, tradition, sex, weekday);
    let father_given = names::given(dice, tradition, Sex::Male, weekday).join(" ");
    let mother_family = names::family(dice, tradition);
    let mother_given = names::given(dice, tradition, Sex::Female, weekday).join(" ");
    Invented {
        stated: stated(dice, today, born, age),
        father: format!("{} {father_given}", family.to_uppercase()),
        mother: format!("{} {mother_given}", mother_family.to_uppercase()),
        family,
        given,
        married: None,
        sex,
        born,
        place,
        phone: None,
        tradition,
    }
}

/// Ages of a young country: half are under 20.
fn any_age(dice: &mut impl Dice) -> u16 {
    let (from, span) = match dice.below(100) {
        0..=14 => (0, 5),
        15..=39 => (5, 10),
        40..=69 => (15, 15),
        70..=87 => (30, 15),
        88..=95 => (45, 15),
        _ => (60, 32),
    };
    from + u16::try_from(dice.below(span)).unwrap_or(0)
}

fn birthday(dice: &mut impl Dice, today: Day, age: u16) -> Day {
    let span = BirthSpan::of_age(age, today);
    span.and_then(|span| {
        let into = dice.below(u64::try_from(span.width_days()).unwrap_or(1));
        Day::from_days(span.earliest().days() + i32::try_from(into).unwrap_or(0))
    })
    .unwrap_or(today)
}

/// How a birth is stated: most know the day, the old often a year or an age.
fn stated(dice: &mut impl Dice, today: Day, born: Day, age: u16) -> BirthSpan {
    let (year, month, day) = born.ymd();
    let vague = if age >= 45 { 45 } else { 12 };
    let span = if dice.percent(vague) {
        match dice.below(4) {
            0 => BirthSpan::month(year, month),
            1 => BirthSpan::estimated_from_age(age, today),
            2 => BirthSpan::about(year - 1 + i32::try_from(dice.below(3)).unwrap_or(1)),
            _ => BirthSpan::year(year),
        }
    } else {
        BirthSpan::stated(year, Some(month), Some(day), false)
    };
    span.unwrap_or(BirthSpan::between(born, born))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Seeded;
    use std::collections::HashMap;

    fn today() -> Day {
        Day::from_ymd(2026, 11, 23).unwrap()
    }

    #[test]
    fn the_same_seed_gives_the_same_people() {
        let people = |seed| {
            let mut dice = Seeded::new(seed);
            (0..20)
                .map(|_| person(&mut dice, today()))
                .collect::<Vec<_>>()
        };
        assert_eq!(people(5), people(5));
        assert_ne!(people(5), people(6));
    }

    #[test]
    fn people_have_names_and_ages_and_statements_hold_the_truth_or_nearly() {
        let mut dice = Seeded::new(11);
        let mut families: HashMap<String, u32> = HashMap::new();
        let mut minors = 0;
        for _ in 0..5_000 {
            let p = person(&mut dice, today());
            assert!(!p.given.is_empty() && p.given.iter().all(|g| !g.is_empty()));
            let truth = BirthSpan::between(p.born, p.born);
            assert!(
                p.stated.distance_days(&truth) < 366,
                "{:?} {:?}",
                p.stated,
                p.born.ymd()
            );
            assert!(
                p.phone
                    .as_ref()
                    .is_none_or(|n| n.len() == 10 && n.starts_with("0700"))
            );
            minors += u32::from(p.born.years_until(today()) < 18);
            *families.entry(p.family).or_default() += 1;
        }
        assert!((1_800..3_200).contains(&minors), "{minors}");
        let most = families.values().max().copied().unwrap_or(0);
        assert!(
            (100..350).contains(&most),
            "the most frequent family name: {most} in 5000"
        );
        assert!(families.len() > 700, "{} families", families.len());
    }

    #[test]
    fn children_are_younger_than_their_parents_and_bear_their_names() {
        let mut dice = Seeded::new(3);
        for _ in 0..500 {
            let home = household(&mut dice, today());
            let head = &home[0];
            for child in home
                .iter()
                .filter(|p| p.father == head.full_name() && p.born != head.born)
            {
                assert!(
                    head.born.years_until(child.born) >= 14,
                    "{head:?} {child:?}"
                );
            }
        }
    }
}
