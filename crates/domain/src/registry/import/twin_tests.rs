//! Twins found, and people left in peace.

use super::*;
use akwaba_matching::birth::{BirthSpan, Day};
use akwaba_matching::card::{Identity, Sex};
use akwaba_matching::chance::{Dice, Seeded};
use akwaba_matching::fiction::{self, Invented};
use akwaba_matching::keys;
use akwaba_matching::memory::Memory;

fn card(person: u8, names: &[&str]) -> Card {
    Card {
        person: [person; 16],
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        ..Card::default()
    }
}

fn zone(a: &Card, b: &Card) -> Option<Zone> {
    let table = Frequencies::national();
    let compare = |a: &Card, b: &Card| Twin::of(&linkage::compare(a, b, table));
    let one = compare(a, b).map(|twin| twin.zone);
    assert_eq!(one, compare(b, a).map(|twin| twin.zone), "symmetric");
    one
}

#[test]
fn a_number_in_common_is_enough_whatever_the_names() {
    let number = |person, names: &[&str], number: &str| Card {
        identities: vec![Identity {
            scheme: "nni".into(),
            number: number.into(),
        }],
        ..card(person, names)
    };
    let a = number(1, &["KONE", "Awa"], "00012345600");
    assert_eq!(
        zone(&a, &number(2, &["Traoré", "Issa"], "000 1234 5600")),
        Some(Zone::Probable)
    );
    assert_eq!(
        zone(&a, &number(2, &["KONE", "Awa"], "12345600")),
        None,
        "zeros count"
    );
}

#[test]
fn frequent_names_alone_are_not_likely_and_with_the_birth_they_are() {
    let born = |mut card: Card, year| {
        card.birth = BirthSpan::exact(year, 3, 14);
        card
    };
    let (a, b) = (card(1, &["KONÉ", "Awa"]), card(2, &["Kone", "Hawa"]));
    assert_eq!(zone(&a, &b), Some(Zone::Possible));
    assert_eq!(
        zone(&born(a.clone(), 1990), &born(b.clone(), 1990)),
        Some(Zone::Probable)
    );
    assert_eq!(zone(&born(a, 1990), &born(b, 2004)), None);
}

#[test]
fn brothers_and_sisters_are_not_twins() {
    let child = |person, given: &str, year| Card {
        birth: BirthSpan::year(year),
        phones: vec!["0700123456".into()],
        places: vec!["Anyama".into()],
        ..card(person, &["GNAHORÉ", given])
    };
    assert_eq!(
        zone(&child(1, "Aya", 2010), &child(2, "Affoué", 2012)),
        None
    );
    assert_eq!(zone(&child(1, "Aya", 2010), &child(2, "Konan", 2010)), None);
}

fn of(invented: &Invented, person: u32) -> Card {
    let mut id = [7; 16];
    id[..4].copy_from_slice(&person.to_be_bytes());
    Card {
        person: id,
        names: vec![invented.family.clone(), invented.given.join(" ")],
        sex: Some(invented.sex),
        birth: Some(invented.stated),
        phones: invented.phone.iter().cloned().collect(),
        places: vec![invented.place.name.to_string()],
        ..Card::default()
    }
}

#[test]
fn in_a_register_of_households_misspelt_doubles_are_found_and_few_others_are_shown() {
    let today = Day::from_ymd(2026, 11, 23).unwrap();
    let mut dice = Seeded::new(77);
    let table = Frequencies::national();
    let (mut register, mut crowds) = (Memory::default(), Crowds::default());
    let mut people = Vec::new();
    while people.len() < 4_000 {
        people.extend(fiction::household(&mut dice, today));
    }
    let mut strangers = 0;
    for (number, person) in (0..).zip(&people) {
        let card = of(person, number);
        let twin = Sought::of(&card, table)
            .find(&mut register, &mut crowds)
            .unwrap()
            .twin;
        strangers += u32::from(twin.is_some_and(|twin| twin.zone == Zone::Probable));
        register.put(card);
    }
    assert!(
        strangers < 60,
        "{strangers} people of 4000 taken for someone else"
    );
    let (mut found, mut probable) = (0, 0);
    for number in 0..400 {
        let number = number * 9;
        let mut double = of(&people[number], 1_000_000);
        double.names = double
            .names
            .iter()
            .map(|name| fiction::misspell(&mut dice, name, 1))
            .collect();
        if dice.percent(50) {
            double.names.reverse();
        }
        double.phones.clear();
        let wanted = of(&people[number], u32::try_from(number).unwrap()).person;
        if let Some(twin) = Sought::of(&double, table)
            .find(&mut register, &mut crowds)
            .unwrap()
            .twin
        {
            found += u32::from(twin.person == wanted);
            probable += u32::from(twin.person == wanted && twin.zone == Zone::Probable);
        }
    }
    assert!(found >= 320, "{found} of 400 doubles found");
    assert!(probable >= 240, "{probable} of 400 doubles likely");
}

#[test]
fn the_rows_of_a_card_lead_to_it() {
    let table = Frequencies::national();
    let mut card = card(1, &["KOUASSI", "Affoué", "Marie"]);
    card.sex = Some(Sex::Female);
    card.phones = vec!["0700123456".into()];
    card.places = vec!["Anyama".into()];
    let keys: BTreeSet<i64> = Sought::of(&card, table)
        .rows()
        .iter()
        .map(|row| row.key)
        .collect();
    let all: BTreeSet<i64> = keys::rows(&card).iter().map(|row| row.key).collect();
    assert!(
        keys.is_subset(&all),
        "the registry finds it under the same keys"
    );
    assert_eq!(keys.len(), 10);
}

/// A register of so many people of one name, all with one phone, born in turn in these years.
fn crowd(people: u16, years: core::ops::RangeInclusive<i16>) -> Memory {
    let mut register = Memory::default();
    for (number, year) in (1..=people).zip(years.cycle()) {
        let mut id = [0; 16];
        id[..2].copy_from_slice(&number.to_be_bytes());
        register.put(Card {
            person: id,
            birth: BirthSpan::exact(i32::from(year), u8::try_from(number % 12).unwrap() + 1, 3),
            phones: vec!["0700123456".into()],
            ..card(0, &["KONÉ", "Awa"])
        });
    }
    register
}

#[test]
fn of_a_very_frequent_name_those_of_nearer_years_are_weighed_and_what_is_left_is_said() {
    let table = Frequencies::national();
    let look = |register: &mut Memory, crowds: &mut Crowds| {
        let asked = Card {
            birth: BirthSpan::exact(1990, 5, 3),
            phones: vec!["0700123456".into()],
            ..card(99, &["KONE", "Hawa"])
        };
        Sought::of(&asked, table).find(register, crowds).unwrap()
    };
    for (mut register, reach) in [
        (crowd(40, 1987..=1993), Reach::Whole),
        (crowd(300, 1987..=1993), Reach::Near),
        (crowd(300, 1990..=1990), Reach::Cut),
    ] {
        let mut crowds = Crowds::default();
        let first = look(&mut register, &mut crowds);
        assert_eq!(first.reach, reach);
        let twin = first.twin.unwrap();
        assert_eq!(
            twin.zone,
            Zone::Probable,
            "a phone of everybody hides nobody"
        );
        assert_eq!(
            look(&mut register, &mut crowds),
            first,
            "remembering changes nothing"
        );
    }
}
