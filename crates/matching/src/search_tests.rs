//! Tests of searching a population in memory.

use super::*;
use crate::birth::Day;
use crate::card::Card;
use crate::memory::Memory;
use proptest::prelude::*;

fn today() -> Day {
    Day::from_ymd(2026, 11, 23).unwrap()
}

/// A small register: name, year of birth, place.
fn register() -> Memory {
    let mut store = Memory::default();
    for (number, (name, year, place)) in [
        ("KOUASSI Aya Rosine", 1991, "Bouaké"),
        ("KOUASSI Ahou Rosine", 1975, "Bouaké"),
        ("KONE épouse TRAORE Fatoumata", 1984, "Korhogo"),
        ("KONAN Koffi Jean-Marc", 2015, "Daloa"),
        ("OUATTARA Mariam", 1960, "Korhogo"),
        ("IRIE BI Tra Franck", 2001, "Sinfra"),
        ("N'GUESSAN Affoué Prisca", 1999, "Abidjan"),
    ]
    .into_iter()
    .enumerate()
    {
        store.put(Card {
            person: [u8::try_from(number + 1).unwrap(); 16],
            names: vec![name.into()],
            birth: crate::birth::BirthSpan::year(year),
            places: vec![place.into()],
            phones: vec![format!("070012340{number}")],
            households: vec![format!("M-{number}")],
            ..Card::default()
        });
    }
    store
}

/// The numbers of the people found, the best first.
fn find(line: &str) -> Vec<u8> {
    let query = Query::parse(line, today());
    let Ok(found) = search(&mut register(), &query, Frequencies::national(), 10);
    found.hits.iter().map(|hit| hit.card.person[0]).collect()
}

#[test]
fn any_part_of_any_name_finds_in_any_order_and_spelling() {
    for (line, first) in [
        ("kwassi aya", 1),
        ("rosine aya kouassy", 1),
        ("guessan afoue", 7),
        ("traore fatoumata", 3),
        ("coné fatumata", 3),
        ("watara", 5),
        ("irie tra", 6),
        ("jeanmarc konan", 4),
        ("quattara mariem", 5),
        ("ouatara mriam", 5),
        ("prisca", 7),
    ] {
        assert_eq!(find(line).first(), Some(&first), "{line}");
    }
}

#[test]
fn what_is_typed_so_far_is_enough() {
    for (line, first) in [
        ("pris", 7),
        ("n'gu", 7),
        ("koua ay", 1),
        ("ouat", 5),
        ("fatou", 3),
        ("iri", 6),
    ] {
        assert_eq!(find(line).first(), Some(&first), "{line}");
    }
}

#[test]
fn age_place_telephone_and_household_find() {
    assert_eq!(find("kouassi rosine 51 ans").first(), Some(&2));
    assert_eq!(find("kouassi rosine 1991").first(), Some(&1));
    assert_eq!(find("korhogo 1960").first(), Some(&5));
    assert_eq!(find("ouattara korhogo").first(), Some(&5));
    assert_eq!(find("07 00 12 34 03"), [4]);
    assert_eq!(find("00123403"), [4]);
    assert_eq!(find("M-3"), [4]);
}

#[test]
fn nothing_asked_and_nobody_known_find_nobody() {
    assert!(find("").is_empty());
    assert!(find("zzzzz").is_empty());
    assert!(find("0799999999").is_empty());
}

proptest! {
    #[test]
    fn any_line_is_searched_without_panic_and_within_bounds(line in any::<String>()) {
        let query = Query::parse(&line, today());
        let Ok(found) = search(&mut register(), &query, Frequencies::national(), 10);
        prop_assert!(found.hits.len() <= 10 && found.effort.probes <= PROBES_MAX);
    }
}
