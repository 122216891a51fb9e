//! What was answered, by path.
//!
//! Owns the paths, how often each repeat comes, and the one encoding. An answer that was erased is kept as an empty text, so
//! that a default does not come back. Knows no form: answers to a form whose version is gone can still be read and shown.

use std::collections::BTreeMap;
use std::fmt;

use minicbor::{Decode, Encode};

/// Answers by path: `demande/trajets`, `menage/membres[2]/nom`; positions count from 1.
#[derive(Clone, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Answers {
    #[n(0)]
    values: BTreeMap<String, String>,
    #[n(1)]
    counts: BTreeMap<String, u32>,
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answers([caché], {})", self.values.len())
    }
}

/// The largest text of one answer, in bytes.
pub const ANSWER_BYTES_MAX: usize = 100_000;

/// Bytes that are no answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are not answers")]
pub struct AnswersError;

impl Answers {
    /// Without any answer.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The answer at a path: `None` when never given, empty when erased.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.values.get(path).map(String::as_str)
    }

    /// Answers. Ends of line become `\n`; a text longer than allowed is cut at a character.
    pub fn set(&mut self, path: &str, text: &str) {
        let text = text.replace("\r\n", "\n");
        let mut end = text.len().min(ANSWER_BYTES_MAX);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let kept = text.get(..end).unwrap_or_default().to_owned();
        self.values.insert(path.to_owned(), kept);
    }

    /// Forgets an answer, as if never given.
    pub fn forget(&mut self, path: &str) {
        self.values.remove(path);
    }

    /// How often the repeat at a path comes; `None` when nobody said.
    #[must_use]
    pub fn count(&self, path: &str) -> Option<u32> {
        self.counts.get(path).copied()
    }

    /// Says how often the repeat at a path comes.
    pub fn set_count(&mut self, path: &str, count: u32) {
        self.counts.insert(path.to_owned(), count);
    }

    /// Removes one instance of a repeat; those after it move up.
    pub fn remove_instance(&mut self, path: &str, position: u32) {
        let count = self.counts.get(path).copied().unwrap_or(1);
        if position == 0 || position > count {
            return;
        }
        self.counts.insert(path.to_owned(), count - 1);
        let moved = |key: &str| -> Option<String> {
            let Some(rest) = key
                .strip_prefix(path)
                .and_then(|rest| rest.strip_prefix('['))
            else {
                return Some(key.to_owned());
            };
            let Some((at, rest)) = rest.split_once(']') else {
                return Some(key.to_owned());
            };
            match at.parse::<u32>() {
                Ok(at) if at == position => None,
                Ok(at) if at > position => Some(format!("{path}[{}]{rest}", at - 1)),
                _ => Some(key.to_owned()),
            }
        };
        let values = std::mem::take(&mut self.values);
        self.values = values
            .into_iter()
            .filter_map(|(key, value)| moved(&key).map(|key| (key, value)))
            .collect();
        let counts = std::mem::take(&mut self.counts);
        self.counts = counts
            .into_iter()
            .filter_map(|(key, value)| moved(&key).map(|key| (key, value)))
            .collect();
    }

    /// The answers in one group, and nothing else.
    #[must_use]
    pub fn within(&self, group: &str) -> Self {
        let inside = |path: &&String| is_within(path, group);
        let values = self.values.iter().filter(|(path, _)| inside(path));
        let counts = self.counts.iter().filter(|(path, _)| inside(path));
        Self {
            values: values
                .map(|(path, text)| (path.clone(), text.clone()))
                .collect(),
            counts: counts.map(|(path, count)| (path.clone(), *count)).collect(),
        }
    }

    /// Puts the answers of one group in place of all that was answered there.
    pub fn put(&mut self, group: &str, part: &Self) {
        self.values.retain(|path, _| !is_within(path, group));
        self.counts.retain(|path, _| !is_within(path, group));
        let part = part.within(group);
        self.values.extend(part.values);
        self.counts.extend(part.counts);
    }

    /// Says how often the repeat at a path comes, and forgets the answers of the instances that are no more.
    pub fn keep_instances(&mut self, path: &str, count: u32) {
        let gone = |key: &str| {
            let rest = key
                .strip_prefix(path)
                .and_then(|rest| rest.strip_prefix('['));
            let at = rest.and_then(|rest| rest.split_once(']')).map(|(at, _)| at);
            at.and_then(|at| at.parse::<u32>().ok())
                .is_some_and(|at| at > count)
        };
        self.values.retain(|key, _| !gone(key));
        self.counts.retain(|key, _| !gone(key));
        self.set_count(path, count);
    }

    /// Every answer with its path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Whether nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.counts.is_empty()
    }

    /// As bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Writing to memory cannot fail.
        let written: Result<(), minicbor::encode::Error<std::convert::Infallible>> =
            minicbor::encode(self, &mut bytes);
        match written {
            Ok(()) | Err(_) => bytes,
        }
    }

    /// From bytes.
    ///
    /// # Errors
    /// When they are no answers.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, AnswersError> {
        minicbor::decode(bytes).map_err(|_| AnswersError)
    }
}

/// Whether a path is that of a group, or of something in it.
fn is_within(path: &str, group: &str) -> bool {
    let rest = path.strip_prefix(group);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '[']))
}

/// A path without the positions of repeats.
pub(super) fn without_positions(path: &str) -> String {
    let mut bare = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            c if !inside => bare.push(c),
            _ => {}
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_instance_removed_moves_up_those_after_it() {
        let mut answers = Answers::new();
        for (path, text) in [
            ("m[1]/n", "Awa"),
            ("m[2]/n", "Koffi"),
            ("m[3]/n", "Aya"),
            ("x", "y"),
        ] {
            answers.set(path, text);
        }
        answers.set_count("m", 3);
        answers.set_count("m[3]/inner", 2);
        answers.remove_instance("m", 2);
        let left: Vec<_> = answers.iter().collect();
        assert_eq!(left, [("m[1]/n", "Awa"), ("m[2]/n", "Aya"), ("x", "y")]);
        assert_eq!(
            (answers.count("m"), answers.count("m[2]/inner")),
            (Some(2), Some(2))
        );
        answers.remove_instance("m", 9);
        assert_eq!(answers.count("m"), Some(2));
    }

    #[test]
    fn the_answers_of_a_group_take_the_place_of_those_it_had_and_touch_no_other() {
        let mut answers = Answers::new();
        for path in ["plan/but", "plan/acteurs[1]/nom", "planning/jour", "autre"] {
            answers.set(path, "avant");
        }
        answers.set_count("plan/acteurs", 1);
        let mut part = Answers::new();
        part.set("plan/but", "après");
        part.set("autre", "ailleurs");
        answers.put("plan", &part);
        let left: Vec<_> = answers.iter().collect();
        assert_eq!(
            left,
            [
                ("autre", "avant"),
                ("plan/but", "après"),
                ("planning/jour", "avant")
            ]
        );
        assert_eq!(answers.count("plan/acteurs"), None);
        assert_eq!(answers.within("plan"), part.within("plan"));
    }

    #[test]
    fn an_answer_never_shows_in_debug() {
        let mut answers = Answers::new();
        answers.set("nom", "Awa");
        assert!(!format!("{answers:?}").contains("Awa"));
    }

    proptest! {
        #[test]
        fn answers_come_back_from_their_bytes(
            values in proptest::collection::btree_map("[a-z/]{1,8}", ".{0,20}", 0..10),
            counts in proptest::collection::btree_map("[a-z/]{1,8}", any::<u32>(), 0..4),
        ) {
            let mut answers = Answers::new();
            for (path, text) in &values {
                answers.set(path, text);
            }
            for (path, count) in &counts {
                answers.set_count(path, *count);
            }
            prop_assert_eq!(Answers::from_bytes(&answers.to_bytes()), Ok(answers));
        }

        #[test]
        fn bytes_that_are_no_answers_are_refused_without_failing(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = Answers::from_bytes(&bytes);
        }
    }
}
