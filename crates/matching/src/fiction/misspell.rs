//! Names as other people write them.
//!
//! Owns: the ways in which a clerk, a keyboard and an ear change a name. They are written apart from the sound
//! classes of the search, on purpose: half of them are accidents that no class foresees.
//! Never: keeps a name readable at any price; short words may become other words, as in life.

use crate::chance::Dice;

/// Spelling habits: what is heard the same and written otherwise.
const HABITS: &[(&str, &str)] = &[
    ("OUA", "WA"),
    ("OUE", "WE"),
    ("OU", "U"),
    ("OU", "W"),
    ("KOUA", "KWA"),
    ("C", "K"),
    ("K", "C"),
    ("QU", "K"),
    ("Y", "I"),
    ("I", "Y"),
    ("DJ", "J"),
    ("J", "DJ"),
    ("DI", "DJ"),
    ("DY", "DJ"),
    ("GN", "NI"),
    ("NI", "GN"),
    ("SS", "S"),
    ("S", "SS"),
    ("CI", "SI"),
    ("CE", "SE"),
    ("TH", "T"),
    ("T", "TH"),
    ("PH", "F"),
    ("F", "PH"),
    ("GU", "G"),
    ("H", ""),
    ("TT", "T"),
    ("LL", "L"),
    ("RR", "R"),
    ("FF", "F"),
    ("NN", "N"),
    ("R", "RR"),
    ("L", "LL"),
    ("T", "TT"),
    ("N", "NN"),
    ("F", "FF"),
    ("W", "OU"),
    ("V", "W"),
    ("CK", "K"),
    ("AN", "EN"),
    ("EN", "AN"),
    ("AI", "E"),
    ("EAU", "O"),
    ("AU", "O"),
    ("IE", "Y"),
    ("X", "S"),
    ("Z", "S"),
    ("CH", "SH"),
    ("N'", ""),
    ("N'", "N "),
    ("N'", "N"),
    ("M'", "M"),
    ("-", " "),
    ("ETTE", "ET"),
    ("INE", "IN"),
    ("ELLE", "EL"),
];

/// Endings that come and go.
const ENDINGS: &[(&str, &str)] = &[
    ("E", "ET"),
    ("E", ""),
    ("E", "EY"),
    ("A", "AH"),
    ("I", "Y"),
    ("Y", "I"),
    ("I", "IE"),
    ("O", "OH"),
    ("T", ""),
    ("S", ""),
];

/// Neighbours on a French keyboard.
const KEYS: &[&str] = &["AZERTYUIOP", "QSDFGHJKLM", "WXCVBN"];

/// The name written by somebody else: accents gone, `errors` changes made in different words where there are
/// enough, and sometimes the words in another order.
pub fn misspell(dice: &mut impl Dice, name: &str, errors: usize) -> String {
    let mut words: Vec<String> = plain(name).split_whitespace().map(str::to_owned).collect();
    let count = words.len();
    let first = usize::try_from(dice.below(count as u64)).unwrap_or(0);
    for error in 0..errors {
        if let Some(word) = words.get_mut((first + error) % count.max(1)) {
            *word = one_error(dice, word);
        }
    }
    if dice.percent(30) {
        let by = usize::try_from(dice.below(count as u64)).unwrap_or(0);
        words.rotate_left(by.min(count));
    }
    words.retain(|w| !w.is_empty());
    words.join(" ")
}

/// The name as somebody writes it who hears it: most words by the habits of the ear, some with a slip of the
/// hand, at least one of them changed, and sometimes the words in another order.
pub fn heard(dice: &mut impl Dice, name: &str) -> String {
    let name = plain(name);
    let mut words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
    for word in &mut words {
        let error = match dice.below(100) {
            0..=44 => by_ear(dice, word),
            45..=54 => accident(dice, word),
            _ => None,
        };
        if let Some(changed) = error.filter(|changed| !changed.is_empty()) {
            *word = changed;
        }
    }
    if words.join(" ") == name {
        return misspell(dice, &name, 1);
    }
    if dice.percent(30) {
        let count = words.len();
        let by = usize::try_from(dice.below(count as u64)).unwrap_or(0);
        words.rotate_left(by.min(count));
    }
    words.join(" ")
}

/// A habit or an ending that the word has.
fn by_ear(dice: &mut impl Dice, word: &str) -> Option<String> {
    (0..12).find_map(|_| {
        let changed = if dice.percent(80) {
            habit(dice, word)
        } else {
            ending(dice, word)
        };
        changed.filter(|changed| changed != word)
    })
}

/// The same for one word, where it has a habit.
pub(super) fn by_ear_in(dice: &mut impl Dice, word: &str) -> Option<String> {
    by_ear(dice, word)
}

/// A slip of the hand in one word that is long enough.
pub(super) fn accident_in(dice: &mut impl Dice, word: &str) -> Option<String> {
    accident(dice, word)
}

/// Capitals without accents.
pub(super) fn capitals(name: &str) -> String {
    plain(name)
}

/// Capitals without accents.
fn plain(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    name.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_uppercase)
        .collect()
}

fn one_error(dice: &mut impl Dice, word: &str) -> String {
    for _ in 0..12 {
        let changed = match dice.below(100) {
            0..=44 => habit(dice, word),
            45..=54 => ending(dice, word),
            _ => accident(dice, word),
        };
        if let Some(changed) = changed.filter(|c| c != word && !c.is_empty()) {
            return changed;
        }
    }
    word.to_owned()
}

fn habit(dice: &mut impl Dice, word: &str) -> Option<String> {
    let (from, to) = dice.one(HABITS)?;
    word.contains(from).then(|| word.replacen(from, to, 1))
}

fn ending(dice: &mut impl Dice, word: &str) -> Option<String> {
    let (from, to) = dice.one(ENDINGS)?;
    word.strip_suffix(from).map(|stem| format!("{stem}{to}"))
}

/// A letter lost, doubled, exchanged with the next, or hit beside.
fn accident(dice: &mut impl Dice, word: &str) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 {
        return None;
    }
    // First letters are seldom wrong.
    let from = u64::from(dice.percent(85));
    let at = usize::try_from(from + dice.below(letters.len() as u64 - from)).unwrap_or(0);
    let letter = *letters.get(at)?;
    match dice.below(4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letter),
        2 if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => *letters.get_mut(at)? = beside(dice, letter)?,
    }
    Some(letters.into_iter().collect())
}

fn beside(dice: &mut impl Dice, letter: char) -> Option<char> {
    let row = KEYS.iter().find(|row| row.contains(letter))?;
    let at = row.find(letter)?;
    let near = if dice.percent(50) {
        at.checked_sub(1)
    } else {
        Some(at + 1)
    };
    near.and_then(|at| row.chars().nth(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Seeded;

    #[test]
    fn an_error_changes_one_word() {
        let mut dice = Seeded::new(2);
        for _ in 0..500 {
            let changed = misspell(&mut dice, "Ouattara", 1);
            assert_ne!(changed, "OUATTARA");
            assert!(changed.len() >= 6 && changed.len() <= 10, "{changed}");
        }
    }

    #[test]
    fn no_error_only_loses_accents_case_and_order() {
        let mut dice = Seeded::new(2);
        let mut words: Vec<String> = misspell(&mut dice, "Koné Aïcha", 0)
            .split(' ')
            .map(str::to_owned)
            .collect();
        words.sort();
        assert_eq!(words, ["AICHA", "KONE"]);
        assert_eq!(misspell(&mut dice, "", 3), "");
    }
}
