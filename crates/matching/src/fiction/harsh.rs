//! Names as they reach a counter on a bad day: several slips at once, names left out, swapped, shortened.
//!
//! Owns the harsher trials of the search, written apart from its sound classes. Never: makes sure that a name can still be
//! found; with one name of three left and a slip in it, nobody could tell.

use super::misspell::{accident_in, by_ear_in};
use crate::chance::Dice;

/// Spellings of frequent names that follow a habit of a place or of another language rather than a rule; from public lists
/// of variants.
const VARIANTS: &[(&str, &[&str])] = &[
    ("KOUASSI", &["KOUASSY", "KWASSI", "KUASSI", "COUASSI"]),
    ("KOUADIO", &["KOUADJO", "KWADIO", "KOUADYO", "KADJO"]),
    ("KONAN", &["CONAN", "KOUNAN"]),
    ("KOUAKOU", &["KWAKU", "KOUACOU", "KOUAKOO"]),
    ("YAO", &["YAW", "YAHO"]),
    ("KOFFI", &["KOFI", "COFFI", "KOFFY"]),
    ("KOUAME", &["KWAME", "KOAME", "KOUAMET"]),
    ("AKISSI", &["AKISSY"]),
    ("ADJOUA", &["AJOUA", "ADJWA", "ADJOUAH"]),
    ("AMENAN", &["AMLAN", "AMANAN"]),
    ("AHOU", &["AHOUE", "AWO"]),
    ("AYA", &["AYAH"]),
    ("AFFOUE", &["AFOUE", "AFFOUET"]),
    ("AMOIN", &["AMOI", "AMWIN"]),
    ("N'GUESSAN", &["NGUESSAN", "GUESSAN", "NGUESAN", "N'GESSAN"]),
    ("OUATTARA", &["WATARA", "WATTARA", "OUTTARA", "QUATTARA"]),
    ("COULIBALY", &["KOULIBALI", "COULYBALY", "KULIBALI"]),
    ("KONE", &["KONNEH", "KONET", "CONE"]),
    ("TRAORE", &["TARAWELE", "TRAWORE", "TARAORE"]),
    ("DIOMANDE", &["DYOMANDE", "DJOMANDE"]),
    ("SILUE", &["SILUET", "HILI"]),
    ("SORO", &["SORHO", "HORO"]),
    ("YEO", &["YIEH"]),
];

/// What somebody is called rather than what is written on the card.
const CALLED: &[(&str, &[&str])] = &[
    ("FATOUMATA", &["FATOU", "FATIM", "TATA"]),
    ("AMINATA", &["AMI", "MINA"]),
    ("MARIAM", &["MARI", "MARIAMA"]),
    ("MAMADOU", &["MADOU"]),
    ("IBRAHIM", &["IBRA", "BRAHIMA"]),
    ("ISSOUF", &["ISSOUFOU", "ISS"]),
    ("EMMANUEL", &["MANU", "EMANUEL"]),
    ("CHRISTELLE", &["CHRIS", "KRISTEL"]),
    ("ROSALIE", &["ROSE"]),
    ("FRANCOIS", &["FRANCK"]),
    ("ALEXANDRE", &["ALEX"]),
    ("AICHA", &["AICHATOU", "AISSATOU"]),
];

/// The name as it is asked: variants and short forms, two or three slips in all, a given name left out in four cases of
/// ten, the words in another order in half of them.
pub fn harsh(dice: &mut impl Dice, family: &str, given: &[String]) -> String {
    let mut words: Vec<String> = super::misspell::capitals(family)
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let mut rest: Vec<String> = given
        .iter()
        .map(|name| super::misspell::capitals(name))
        .collect();
    // Of three names one is used every day; the others wait on the card.
    if rest.len() > 1 && dice.percent(40) {
        let left_out = usize::try_from(dice.below(rest.len() as u64)).unwrap_or(0);
        rest.remove(left_out);
    }
    words.extend(rest);
    for word in &mut words {
        let known = |list: &[(&str, &'static [&'static str])]| {
            let found = list.iter().find(|(name, _)| name == word);
            found.map(|(_, others)| *others)
        };
        let other = match dice.below(100) {
            0..=34 => known(VARIANTS),
            35..=54 => known(CALLED),
            _ => None,
        };
        if let Some(other) = other.and_then(|others| dice.one(others)) {
            (*other).clone_into(word);
        }
    }
    for _ in 0..2 + dice.below(2) {
        let at = usize::try_from(dice.below(words.len() as u64)).unwrap_or(0);
        if let Some(word) = words.get_mut(at) {
            let slip = if dice.percent(70) {
                by_ear_in(dice, word)
            } else {
                accident_in(dice, word)
            };
            if let Some(slip) = slip.filter(|slip| !slip.is_empty()) {
                *word = slip;
            }
        }
    }
    if dice.percent(50) {
        let by = usize::try_from(dice.below(words.len() as u64)).unwrap_or(0);
        words.rotate_left(by);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Seeded;

    #[test]
    fn a_bad_day_changes_nearly_every_name_and_never_empties_one() {
        let mut dice = Seeded::new(9);
        let given = ["Aya", "Marie-Laure"].map(str::to_owned);
        let plain = "N'GUESSAN AYA MARIE-LAURE";
        let mut same = 0;
        for _ in 0..1_000 {
            let asked = harsh(&mut dice, "N'Guessan", &given);
            assert!(!asked.trim().is_empty());
            same += usize::from(asked == plain);
        }
        assert!(same < 20, "{same} of 1000 are as on the card");
    }
}
