//! Tests of comparing two records: three zones, and never a merge.

use super::*;
use crate::birth::Day;
use crate::card::{Identity, Sex};
use crate::chance::{Dice, Seeded};
use crate::fiction::{self, Invented, trial};
use crate::memory::Memory;
use proptest::prelude::*;

fn card(name: &str, birth: Option<BirthSpan>) -> Card {
    Card {
        names: vec![name.into()],
        birth,
        ..Card::default()
    }
}

fn zone(a: &Card, b: &Card) -> Zone {
    compare(a, b, Frequencies::national()).zone
}

#[test]
fn a_full_name_misspelt_and_the_same_day_are_probably_one() {
    let a = card("GNAHORE Attoungbré Rosine", BirthSpan::exact(1991, 3, 14));
    let b = card("Rosine NIAHORE Attoungbre", BirthSpan::exact(1991, 3, 14));
    assert_eq!(zone(&a, &b), Zone::Probable);
}

#[test]
fn frequent_names_alone_prove_nothing() {
    let a = card("KOUASSI Konan", None);
    let b = card("KOUASSI Konan", None);
    assert!(zone(&a, &b) < Zone::Probable);
    assert_eq!(
        zone(&card("KONE Awa", None), &card("KONE Moussa", None)),
        Zone::Distinct
    );
}

#[test]
fn brothers_and_twins_are_not_one_however_much_they_share() {
    let child = |name: &str, birth| Card {
        names: vec![name.into()],
        birth,
        sex: Some(Sex::Male),
        phones: vec!["0700112233".into()],
        mother: Some("DIGBEU Bohoussou Hortense".into()),
        father: Some("GNAHORE Sokoury Nestor".into()),
        places: vec!["Gagnoa".into()],
        village: Some("Ouragahio".into()),
        ..Card::default()
    };
    let birth = BirthSpan::exact(2010, 5, 6);
    let twins = (child("GNAHORE Paul", birth), child("GNAHORE Pierre", birth));
    assert!(zone(&twins.0, &twins.1) < Zone::Probable);
    let brothers = (
        child("GNAHORE Paul", birth),
        child("GNAHORE Marc", BirthSpan::exact(2012, 1, 9)),
    );
    assert_eq!(zone(&brothers.0, &brothers.1), Zone::Distinct);
}

#[test]
fn a_number_for_life_decides_more_than_names() {
    let numbered = |name: &str, number: &str| Card {
        identities: vec![Identity {
            scheme: "nni".into(),
            number: number.into(),
        }],
        ..card(name, BirthSpan::year(1980))
    };
    let (maiden, married) = (
        numbered("KONE Awa", "11122233344"),
        numbered("TRAORE Awa", "111 222 333 44"),
    );
    assert_eq!(zone(&maiden, &married), Zone::Probable);
    let other = numbered("KONE Awa", "99988877766");
    assert_eq!(zone(&maiden, &other), Zone::Distinct);
}

#[test]
fn one_number_on_two_records_is_shown_whatever_their_names() {
    let numbered = |name: &str| Card {
        identities: vec![Identity {
            scheme: "nni".into(),
            number: "11122233344".into(),
        }],
        ..card(name, None)
    };
    assert_eq!(
        zone(&numbered("KONE Awa"), &numbered("TRAORE Issa")),
        Zone::Probable
    );
}

#[test]
fn affoue_and_ahou_of_one_house_are_two_people() {
    let child = |name: &str| Card {
        sex: Some(Sex::Female),
        phones: vec!["0700112233".into()],
        places: vec!["Anyama".into()],
        ..card(name, BirthSpan::year(2010))
    };
    let (affoue, ahou) = (child("GNAHORE Affoué"), child("GNAHORE Ahou"));
    assert_eq!(zone(&affoue, &ahou), Zone::Distinct);
    let names = compare(&affoue, &ahou, Frequencies::national()).names;
    assert_eq!(
        (names.only_one, names.only_other),
        (vec!["AFFOUE".to_owned()], vec!["AHOU".to_owned()])
    );
}

#[test]
fn a_woman_under_her_husbands_name_is_shown_when_her_birth_and_her_mother_agree() {
    let woman = |name: &str| Card {
        sex: Some(Sex::Female),
        mother: Some("DIGBEU Bohoussou Hortense".into()),
        ..card(name, BirthSpan::exact(1980, 4, 5))
    };
    assert_eq!(
        zone(&woman("KONE Mariam"), &woman("TRAORE Mariam")),
        Zone::Possible
    );
}

#[test]
fn a_lineage_written_in_two_languages_is_a_hint() {
    let soro = card("SORO Nabana Rosine", BirthSpan::exact(1980, 4, 5));
    let coulibaly = card("COULIBALY Nabana Rosine", BirthSpan::exact(1980, 4, 5));
    let kouassi = card("KOUASSI Nabana Rosine", BirthSpan::exact(1980, 4, 5));
    let weight = |other: &Card| compare(&soro, other, Frequencies::national()).weight;
    assert!(weight(&coulibaly) > weight(&kouassi));
    let hinted = compare(&soro, &coulibaly, Frequencies::national());
    assert_eq!(hinted.level(Field::Names), Some(Level::Hint));
}

#[test]
fn a_judgment_that_makes_a_child_younger_does_not_make_another_child() {
    let before = card("DIGBEU Sokoury Hortense", BirthSpan::exact(2009, 5, 6));
    let after = card("DIGBEU Sokoury Hortense", BirthSpan::exact(2011, 5, 6));
    assert_eq!(zone(&before, &after), Zone::Probable);
}

/// The same person recorded again: heard by somebody else, some fields gone or changed.
fn recorded_again(dice: &mut Seeded, of: &Invented, card: &Card, today: Day) -> Card {
    let mut again = card.clone();
    let mut named = of.clone();
    if named.given.len() > 1 && dice.percent(30) {
        named.given.pop();
    }
    again.names = vec![fiction::heard(dice, &named.full_name())];
    let (year, month, day) = of.born.ymd();
    let age = u16::try_from(of.born.years_until(today)).unwrap_or(0);
    again.birth = match dice.below(100) {
        0..=39 => of.stated.into(),
        40..=59 => BirthSpan::estimated_from_age(age, today),
        60..=79 => BirthSpan::year(year + i32::try_from(dice.below(3)).unwrap() - 1),
        80..=89 => BirthSpan::exact(year, day.min(12), month).or(Some(of.stated)),
        _ => BirthSpan::month(year, month),
    };
    if dice.percent(50) {
        again.phones.clear();
    }
    if dice.percent(30) {
        again.places = vec![fiction::place(dice).name.into()];
    }
    if dice.percent(60) {
        again.father = None;
    }
    again.mother = dice.percent(50).then(|| fiction::heard(dice, &of.mother));
    again
}

/// Published in `docs/name-matching.md`.
#[test]
fn on_a_register_of_families_the_zones_are_as_published() {
    let today = Day::from_ymd(2026, 11, 23).unwrap();
    let mut dice = Seeded::new(17);
    let mut store = Memory::default();
    let mut people = Vec::new();
    while people.len() < 8_000 {
        for member in fiction::household(&mut dice, today) {
            let card = trial::card(trial::id(people.len() as u64), &member);
            store.put(card.clone());
            people.push((member, card));
        }
    }
    let (mut probable, mut possible, mut shown_true) = ((0, 0), (0, 0), 0);
    let asked = 500;
    for number in 0..asked {
        let (member, card) = &people[number * 11];
        let mut again = recorded_again(&mut dice, member, card, today);
        again.person = [255; 16];
        let table = Frequencies::national();
        let Ok(others) = candidates(&mut store, &again, table, 10);
        let found = likely(&again, others, table, 10);
        shown_true += usize::from(found.iter().any(|(c, _)| c.person == card.person));
        for (comparison, _) in &found {
            let (right, wrong) = match comparison.zone {
                Zone::Probable => (&mut probable.0, &mut probable.1),
                _ => (&mut possible.0, &mut possible.1),
            };
            *(if comparison.person == card.person {
                right
            } else {
                wrong
            }) += 1;
        }
    }
    let figures = format!(
        "probable: {} right, {} wrong; possible: {} right, {} wrong; shown: {shown_true} of {asked}",
        probable.0, probable.1, possible.0, possible.1
    );
    assert_eq!(figures, PUBLISHED);
    let page = include_str!("../../../docs/name-matching.md");
    assert!(
        page.contains(PUBLISHED),
        "docs/name-matching.md must say: {figures}"
    );
}

const PUBLISHED: &str =
    "probable: 491 right, 3 wrong; possible: 9 right, 38 wrong; shown: 500 of 500";

proptest! {
    #[test]
    fn comparing_is_symmetric(
        a in "[A-Za-zéè' -]{0,30}", b in "[A-Za-zéè' -]{0,30}", year in 1950i32..2020, apart in 0i32..9,
        mother in proptest::option::of("[A-Z]{2,8} [A-Z]{2,8}")) {
        let mut x = card(&a, BirthSpan::year(year));
        let y = Card { mother: mother.clone(), ..card(&b, BirthSpan::about(year + apart)) };
        x.mother = mother;
        let table = Frequencies::national();
        let (xy, yx) = (compare(&x, &y, table), compare(&y, &x, table));
        prop_assert!((xy.weight - yx.weight).abs() < 1e-3, "{} {}", xy.weight, yx.weight);
        prop_assert_eq!(xy.zone, yx.zone);
    }

    #[test]
    fn order_and_accents_do_not_change_the_weight(
        names in proptest::sample::subsequence(
            vec!["Kouassi", "N'Guessan", "Affoué", "Gnahoré", "Traoré", "Irié", "Marie-Laure"], 1..5)) {
        let a = card(&names.join(" "), None);
        let mut turned: Vec<String> = names.iter().map(|n| crate::normal::fold(n)).collect();
        turned.reverse();
        let b = card(&turned.join(" "), None);
        let table = Frequencies::national();
        prop_assert!((compare(&a, &a, table).weight - compare(&a, &b, table).weight).abs() < 1e-3);
    }

    #[test]
    fn any_two_records_are_compared_without_panic(a in any::<String>(), b in any::<String>()) {
        prop_assert!(compare(&card(&a, None), &card(&b, None), Frequencies::national()).weight.is_finite());
    }
}
