//! How alike two words and two names are.
//!
//! Owns: the likeness of two words (same, same sound, beginning, initial, near) and the pairing of the words of
//! two names in any order. Never: weighs a word by its frequency; that is for those who score.

use crate::sound;

/// How two words agree, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// The same letters.
    Same,
    /// The same sounds, or a known variant.
    Sound,
    /// Written as one word here and as two there.
    Joined,
    /// One begins the other.
    Beginning,
    /// A few letters differ.
    Near,
    /// One is the initial of the other.
    Initial,
}

/// A folded word and its sound.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word {
    /// The folded letters.
    pub text: String,
    /// The phonetic code.
    pub code: String,
}

impl std::fmt::Debug for Word {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Word([caché])")
    }
}

impl Word {
    /// The word of a folded text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            code: sound::code(text),
        }
    }
}

/// Below this, two words are not alike.
pub const LIKENESS_MIN: f32 = 0.55;

/// How alike two words are, from [`LIKENESS_MIN`] to 1; `None` where they are not. Symmetric.
#[must_use]
pub fn of_words(a: &Word, b: &Word) -> Option<(f32, How)> {
    if a.text == b.text {
        return Some((1.0, How::Same));
    }
    if a.code == b.code {
        return Some((0.95, How::Sound));
    }
    let (short, long) = if a.text.len() <= b.text.len() {
        (a, b)
    } else {
        (b, a)
    };
    let letters = short.text.chars().count();
    if letters == 1 {
        return long
            .text
            .starts_with(&short.text)
            .then_some((LIKENESS_MIN, How::Initial));
    }
    let near = of_codes(&a.text, &b.text).max(of_sounds(&a.code, &b.code));
    let begins = long.text.starts_with(&short.text)
        || (short.code.len() >= 3 && long.code.starts_with(&short.code));
    if letters >= 4 && begins {
        return Some((near.max(0.75), How::Beginning));
    }
    (near >= LIKENESS_MIN).then_some((near, How::Near))
}

/// The fewest sounds in which one may be misheard and the name stay the same.
const SOUNDS_MIN: usize = 4;

/// Likeness by the sounds. In a short name every consonant counts: Affoué (`AFU`) is not Ahou (`AU`).
fn of_sounds(a: &str, b: &str) -> f32 {
    let short = a.len().min(b.len()) < SOUNDS_MIN;
    if short && sound::skeleton(a) != sound::skeleton(b) {
        return 0.0;
    }
    of_codes(a, b)
}

/// The most letters of a word that are compared.
const LETTERS_MAX: usize = 24;

/// The first letters of a word, without an allocation: thousands are compared in one search.
struct Letters {
    held: [char; LETTERS_MAX],
    count: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut held = ['\0'; LETTERS_MAX];
        let mut count = 0;
        for (place, letter) in held.iter_mut().zip(text.chars()) {
            *place = letter;
            count += 1;
        }
        Self { held, count }
    }

    fn as_slice(&self) -> &[char] {
        self.held.get(..self.count).unwrap_or_default()
    }
}

/// Likeness of two codes (or two texts) by the letters that differ, from 0 to 0.9: exactly 0.9 is never
/// reached by different letters, so that a sound always wins over a slip.
#[must_use]
pub fn of_codes(a: &str, b: &str) -> f32 {
    let (a, b) = (Letters::of(a), Letters::of(b));
    let (a, b) = (a.as_slice(), b.as_slice());
    let longest = a.len().max(b.len());
    if longest == 0 {
        return 0.0;
    }
    likeness_at(distance(a, b), longest)
}

/// The most that [`of_codes`] can say of two words of so many letters.
#[must_use]
pub(crate) fn at_most(a: usize, b: usize) -> f32 {
    let (a, b) = (a.min(LETTERS_MAX), b.min(LETTERS_MAX));
    match a.max(b) {
        0 => 0.0,
        longest => likeness_at(a.abs_diff(b) as f32, longest),
    }
}

fn likeness_at(distance: f32, longest: usize) -> f32 {
    (0.9 * (1.0 - distance / longest as f32)).max(0.0)
}

/// Letters to change, add, leave out or exchange with a neighbour; a wrong vowel counts three fifths.
/// Both are at most [`LETTERS_MAX`] long.
fn distance(a: &[char], b: &[char]) -> f32 {
    type Line = [f32; LETTERS_MAX + 1];
    let at = |line: &Line, j: usize| line.get(j).copied().unwrap_or(f32::MAX);
    let mut before: Line = [0.0; LETTERS_MAX + 1];
    let mut row: Line = std::array::from_fn(|j| j as f32);
    let mut last = None;
    for (i, x) in a.iter().enumerate() {
        let mut next: Line = [0.0; LETTERS_MAX + 1];
        let mut left = (i + 1) as f32;
        if let Some(first) = next.first_mut() {
            *first = left;
        }
        for (j, y) in b.iter().enumerate() {
            let mut best = at(&row, j) + change(*x, *y);
            best = best.min(at(&row, j + 1) + 1.0).min(left + 1.0);
            let exchanged = x != y && j > 0 && last == Some(*y) && b.get(j - 1) == Some(x);
            if exchanged {
                best = best.min(at(&before, j - 1) + 1.0);
            }
            if let Some(place) = next.get_mut(j + 1) {
                *place = best;
            }
            left = best;
        }
        before = std::mem::replace(&mut row, next);
        last = Some(*x);
    }
    at(&row, b.len())
}

fn change(x: char, y: char) -> f32 {
    let vowel = |c: char| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U' | 'Y');
    match x == y {
        true => 0.0,
        false if vowel(x) && vowel(y) => 0.6,
        false => 1.0,
    }
}

/// One word of the first name met by one of the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pairing {
    /// Place of the word in the first name.
    pub first: usize,
    /// Place of the word in the second name.
    pub second: usize,
    /// How alike they are.
    pub likeness: f32,
    /// In what way.
    pub how: How,
}

/// Pairs the words of two names, each at most once, the most alike first. Order-free: exchanging the names
/// exchanges the pairs and nothing else.
#[must_use]
pub fn pair(first: &[Word], second: &[Word]) -> Vec<Pairing> {
    let mut possible = Vec::new();
    for (i, a) in first.iter().enumerate() {
        for (j, b) in second.iter().enumerate() {
            if let Some((likeness, how)) = of_words(a, b) {
                let both = if a.text <= b.text {
                    (&a.text, &b.text)
                } else {
                    (&b.text, &a.text)
                };
                possible.push((
                    Pairing {
                        first: i,
                        second: j,
                        likeness,
                        how,
                    },
                    both,
                ));
            }
        }
    }
    possible.sort_by(|(x, x_texts), (y, y_texts)| {
        let longer = |texts: &(&String, &String)| texts.0.len() + texts.1.len();
        y.likeness
            .total_cmp(&x.likeness)
            .then_with(|| longer(y_texts).cmp(&longer(x_texts)))
            .then_with(|| x_texts.cmp(y_texts))
    });
    let mut pairs: Vec<Pairing> = Vec::new();
    for (pairing, _) in possible {
        if pairs
            .iter()
            .all(|p| p.first != pairing.first && p.second != pairing.second)
        {
            pairs.push(pairing);
        }
    }
    join(first, second, &mut pairs);
    pairs
}

/// `JEANMARC` meets `JEAN MARC`: a word left alone on one side and two neighbours on the other.
fn join(first: &[Word], second: &[Word], pairs: &mut Vec<Pairing>) {
    let mut joined = Vec::new();
    for (one_is_first, one, two) in [(true, first, second), (false, second, first)] {
        // A word that has met its like is neither joined nor half of another.
        let settled = |in_one: bool, at: usize| {
            let of = |p: &Pairing| {
                if in_one == one_is_first {
                    p.first
                } else {
                    p.second
                }
            };
            pairs.iter().any(|p| of(p) == at && p.likeness >= 0.95)
        };
        let mut wholes: Vec<(usize, Option<String>)> = (0..two.len().saturating_sub(1))
            .filter(|j| !settled(false, *j) && !settled(false, j + 1))
            .map(|j| (j, None))
            .collect();
        for (i, word) in one.iter().enumerate() {
            if word.text.len() < 5 || settled(true, i) {
                continue;
            }
            for (j, whole) in &mut wholes {
                let halves = two.get(*j..).unwrap_or_default();
                let [left, right, ..] = halves else { continue };
                let whole = whole
                    .get_or_insert_with(|| sound::code(&format!("{}{}", left.text, right.text)));
                if *whole == word.code {
                    joined.push((one_is_first, i, *j));
                }
            }
        }
    }
    for (one_is_first, i, j) in joined {
        let side = |p: &Pairing| {
            if one_is_first {
                (p.first, p.second)
            } else {
                (p.second, p.first)
            }
        };
        let clear = |p: &Pairing| {
            let (one, two) = side(p);
            one != i && two != j && two != j + 1
        };
        // What was paired loosely with one of the halves gives way.
        let held = pairs
            .iter()
            .filter(|p| !clear(p))
            .all(|p| p.likeness < 0.95);
        if held {
            pairs.retain(clear);
            for half in [j, j + 1] {
                let (first, second) = if one_is_first { (i, half) } else { (half, i) };
                pairs.push(Pairing {
                    first,
                    second,
                    likeness: 0.9,
                    how: How::Joined,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(name: &str) -> Vec<Word> {
        crate::normal::tokens(name)
            .iter()
            .map(|t| Word::of(&t.text))
            .collect()
    }

    fn total(a: &str, b: &str) -> f32 {
        pair(&words(a), &words(b)).iter().map(|p| p.likeness).sum()
    }

    #[test]
    fn words_agree_in_the_best_way_they_can() {
        let how = |a: &str, b: &str| of_words(&Word::of(a), &Word::of(b)).map(|(_, how)| how);
        assert_eq!(how("KONE", "KONE"), Some(How::Same));
        assert_eq!(how("OUATTARA", "WATARA"), Some(How::Sound));
        assert_eq!(how("FATOU", "FATOUMATA"), Some(How::Beginning));
        assert_eq!(how("K", "KONE"), Some(How::Initial));
        assert_eq!(how("QUATTARA", "OUATTARA"), Some(How::Near));
        assert_eq!(how("KOUASSI", "DIOMANDE"), None);
        assert_eq!(how("YAO", "KONE"), None);
    }

    #[test]
    fn affoue_and_ahou_are_two_names() {
        let how = |a: &str, b: &str| of_words(&Word::of(a), &Word::of(b)).map(|(_, how)| how);
        assert_eq!(how("AFFOUE", "AHOU"), None);
        assert_eq!(how("AFOUE", "AFFOUET"), Some(How::Sound));
        assert_eq!(how("AHOU", "AHO"), Some(How::Near));
    }

    #[test]
    fn a_name_meets_itself_in_any_order_and_in_one_word() {
        assert_eq!(total("Kouassi Aya Rosine", "Rosine Kouassi Aya"), 3.0);
        let joined = pair(&words("Yao Jeanmarc"), &words("Jean Marc Yao"));
        assert_eq!(joined.iter().filter(|p| p.how == How::Joined).count(), 2);
        assert!(total("Jean Marc Yao", "Yao Jeanmarc") > 2.5);
    }

    proptest! {
        #[test]
        fn likeness_is_symmetric(a in "[A-Z' ]{0,24}", b in "[A-Z' ]{0,24}") {
            prop_assert!((total(&a, &b) - total(&b, &a)).abs() < 1e-4);
        }

        #[test]
        fn any_two_texts_are_compared_without_panic(a in any::<String>(), b in any::<String>()) {
            let sum = total(&a, &b);
            prop_assert!(sum >= 0.0);
        }
    }
}
