//! A group in a list, and whether what somebody typed means it, however its name is spelt.

use super::super::place::Place;
use super::super::when::Day;
use super::{GroupKind, GroupName, GroupView};
use akwaba_matching::{normal, sound};
use minicbor::{Decode, Encode};

/// Words of a name that tell no group from another.
const EMPTY_WORDS: [&str; 9] = ["DE", "DES", "DU", "LA", "LE", "LES", "ET", "AU", "AUX"];
/// Sounds that a beginning needs before it may stand for the rest.
const OPENING_MIN: usize = 3;

/// A group in one line, kept by the store beside the record.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct GroupLine {
    /// Its name.
    #[n(0)]
    pub name: GroupName,
    /// A short or former name.
    #[n(1)]
    pub other_name: Option<GroupName>,
    /// Of which kind.
    #[n(2)]
    pub kind: GroupKind,
    /// Unit and locality; no landmark.
    #[n(3)]
    pub place: Option<Place>,
    /// Its last day, once it ended.
    #[n(4)]
    pub ended: Option<Day>,
    /// Two values wait to be settled.
    #[n(5)]
    pub conflict: bool,
}

impl GroupLine {
    /// The line of a group; of one whose name was forgotten, without a name.
    pub fn of(view: &GroupView) -> Self {
        let place = view.place.shown().map(|place| Place {
            landmark: None,
            ..place.clone()
        });
        let name = view.name.shown().cloned();
        Self {
            name: name.unwrap_or_else(|| GroupName::new("")),
            other_name: view.other_name.shown().cloned(),
            kind: view.kind.shown().copied().unwrap_or(GroupKind::Other),
            place,
            ended: view.ended.shown().map(|ended| ended.on),
            conflict: view.name.in_conflict()
                || view.kind.in_conflict()
                || view.place.in_conflict()
                || view.ended.in_conflict(),
        }
    }

    /// How well typed words mean this group: every one of them must be one of its names or its place, as it is written, as
    /// it begins, or as it sounds. `None` when one is not; the more, the better.
    pub fn answers(&self, typed: &str) -> Option<u32> {
        let other = self.other_name.as_ref().map_or("", GroupName::as_str);
        let place = self
            .place
            .as_ref()
            .and_then(|place| place.locality.as_ref());
        let place = place.map_or("", |locality| locality.as_str());
        let own = normal::words(&format!("{} {other} {place}", self.name.as_str()));
        let asked: Vec<String> = normal::words(typed)
            .into_iter()
            .filter(|word| !EMPTY_WORDS.contains(&word.as_str()))
            .collect();
        if asked.is_empty() {
            return None;
        }
        asked.iter().try_fold(0_u32, |sum, word| {
            let best = own.iter().map(|known| likeness(word, known)).max();
            best.filter(|likeness| *likeness > 0)
                .map(|likeness| sum.saturating_add(likeness))
        })
    }
}

/// 3 for the same word, 2 for its beginning, 1 for its sound, 0 for another word.
fn likeness(asked: &str, known: &str) -> u32 {
    // Squeezed before too: a letter written twice would sound as another one.
    let sounded = |word: &str| squeezed(&sound::code(&squeezed(word)));
    let (heard, said) = (sounded(asked), sounded(known));
    let begins = squeezed(&sound::opening(&squeezed(asked)));
    let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    if asked == known {
        3
    } else if number(asked) || number(known) {
        0
    } else if known.starts_with(asked) && asked.len() > 1 {
        2
    } else if heard == said || (begins.len() >= OPENING_MIN && said.starts_with(&begins)) {
        1
    } else {
        0
    }
}

/// A code without doubled sounds: `coopérative` is heard as `copérative`.
fn squeezed(code: &str) -> String {
    let mut sounds: Vec<char> = code.chars().collect();
    sounds.dedup();
    sounds.into_iter().collect()
}
