//! Tests of scoring: what agrees, what differs, and their order.

use super::*;
use crate::birth::Day;
use proptest::prelude::*;

fn card(name: &str) -> Card {
    Card {
        person: [1; 16],
        names: vec![name.into()],
        ..Card::default()
    }
}

fn points(line: &str, card: &Card) -> f32 {
    let query = Query::parse(line, Day::from_ymd(2026, 11, 23).unwrap());
    score(&query, card.clone(), Frequencies::national()).points
}

#[test]
fn a_rare_name_shared_outweighs_frequent_ones() {
    let rare = points("gnaoré atoungbré ", &card("GNAHORE Attoungbré"));
    let frequent = points("kouassi kouamé jean ", &card("KOUASSI Kouamé Jean"));
    assert!(rare > frequent);
}

#[test]
fn the_nearer_spelling_wins() {
    let right = points("ouattara mariam ", &card("OUATTARA Mariam"));
    let sound = points("ouattara mariam ", &card("WATARA Mariame"));
    let near = points("ouattara mariam ", &card("OUATARO Mariem"));
    let other = points("ouattara mariam ", &card("OUATTARA Awa"));
    assert!(
        right > sound && sound > near && near > other,
        "{right} {sound} {near} {other}"
    );
}

#[test]
fn signs_say_what_agrees_and_what_differs() {
    let mut card = card("KONE Awa");
    card.birth = BirthSpan::exact(1991, 3, 14);
    card.places = vec!["Bouaké".into()];
    card.phones = vec!["07 00 12 34 56".into()];
    let today = Day::from_ymd(2026, 11, 23).unwrap();
    let query = Query::parse("aya coné bouake 0700123456 14/03 ", today);
    let hit = score(&query, card, Frequencies::national());
    let kinds: Vec<&str> = hit
        .signs
        .iter()
        .map(|sign| match sign {
            Sign::Name {
                how: How::Sound, ..
            } => "sound",
            Sign::Name { .. } => "near",
            Sign::Missing { .. } => "missing",
            Sign::Place { .. } => "place",
            Sign::Phone => "phone",
            Sign::Birthday => "birthday",
            _ => "other",
        })
        .collect();
    assert_eq!(kinds, ["near", "sound", "place", "birthday", "phone"]);
}

#[test]
fn what_is_typed_so_far_agrees_with_the_name_it_begins() {
    let card = card("KOUASSI Akissi");
    assert!(points("kou", &card) > points("kou ", &card));
    assert!(points("kouassi ak", &card) > points("kouassi", &card));
}

proptest! {
    #[test]
    fn order_and_accents_do_not_change_the_points(
        names in proptest::sample::subsequence(
            vec!["Kouassi", "N'Guessan", "Affoué", "Gnahoré", "Traoré", "Irié Bi", "Marie-Laure"], 1..5)
    ) {
        let card = card(&names.join(" "));
        let mut turned: Vec<String> = names.iter().map(|n| crate::normal::fold(n)).collect();
        turned.reverse();
        let plain = points(&format!("{} ", names.join(" ")), &card);
        let other = points(&format!("{} ", turned.join(" ")), &card);
        prop_assert!((plain - other).abs() < 1e-3);
    }

    #[test]
    fn any_line_scores_any_card_without_panic(line in any::<String>(), name in any::<String>()) {
        prop_assert!(points(&line, &card(&name)).is_finite());
    }
}
