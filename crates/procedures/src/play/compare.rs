//! The way that somebody took beside the way that an exercise expects.
//!
//! Owns the steps taken in a play and their alignment with those expected; judges nothing and counts no points.

use super::Play;
use crate::run::What;

/// One line of a comparison: the step expected, the step taken; at least one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair<'a> {
    /// By code.
    pub expected: Option<&'a str>,
    /// By code.
    pub taken: Option<&'a str>,
}

impl Play<'_> {
    /// The steps taken, by code, in order: done, or sent for an approval that was not refused. Those left are not among them.
    #[must_use]
    pub fn taken(&self) -> Vec<&str> {
        let refused = |name: &str| {
            self.course.events.iter().any(|event| {
                matches!(&event.what, What::Refused { submission, .. } if submission == name)
            })
        };
        let events = self.course.events.iter();
        events
            .filter_map(|event| match &event.what {
                What::Done { step, .. } => Some(step.as_str()),
                What::Submitted {
                    step, submission, ..
                } if !refused(submission) => Some(step.as_str()),
                _ => None,
            })
            .collect()
    }
}

/// Two ways side by side: as many steps as possible stand beside themselves, in the order of both.
#[must_use]
pub fn compare<'a>(expected: &[&'a str], taken: &[&'a str]) -> Vec<Pair<'a>> {
    let (mut expected, mut taken) = (expected, taken);
    let mut pairs = Vec::new();
    loop {
        let pair = match (expected.split_first(), taken.split_first()) {
            (None, None) => return pairs,
            (Some((one, rest)), Some((same, others))) if one == same => {
                (expected, taken) = (rest, others);
                (Some(*one), Some(*same))
            }
            (Some((one, rest)), other)
                if other
                    .is_none_or(|(_, others)| common(rest, taken) >= common(expected, others)) =>
            {
                expected = rest;
                (Some(*one), None)
            }
            (_, Some((other, others))) => {
                taken = others;
                (None, Some(*other))
            }
            (_, None) => return pairs,
        };
        let (expected, taken) = pair;
        pairs.push(Pair { expected, taken });
    }
}

/// How many steps two ways have in common, in order.
fn common(a: &[&str], b: &[&str]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for left in a {
        let mut diagonal = 0;
        let mut before = 0;
        for (cell, right) in row.iter_mut().skip(1).zip(b) {
            let above = *cell;
            *cell = if left == right {
                diagonal + 1
            } else {
                above.max(before)
            };
            diagonal = above;
            before = *cell;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(expected: &str, taken: &str) -> String {
        let expected: Vec<&str> = expected.split_whitespace().collect();
        let taken: Vec<&str> = taken.split_whitespace().collect();
        let pairs = compare(&expected, &taken);
        let side = |step: Option<&str>| step.unwrap_or("-").to_owned();
        let lines: Vec<String> = pairs
            .iter()
            .map(|pair| format!("{}/{}", side(pair.expected), side(pair.taken)))
            .collect();
        lines.join(" ")
    }

    #[test]
    fn two_ways_stand_side_by_side_and_what_only_one_has_stands_alone() {
        assert_eq!(lines("a b c", "a b c"), "a/a b/b c/c");
        assert_eq!(lines("a b c", "a c"), "a/a b/- c/c");
        assert_eq!(lines("a c", "a b c"), "a/a -/b c/c");
        assert_eq!(lines("a b", ""), "a/- b/-");
        assert_eq!(lines("", "x"), "-/x");
        assert_eq!(lines("a b c d", "b c d a"), "a/- b/b c/c d/d -/a");
        assert_eq!(lines("a b", "x y"), "a/- b/- -/x -/y");
    }

    proptest::proptest! {
        #[test]
        fn every_step_of_both_ways_stands_once_and_in_order(
            a in proptest::collection::vec("[a-d]", 0..9), b in proptest::collection::vec("[a-d]", 0..9),
        ) {
            let a: Vec<&str> = a.iter().map(String::as_str).collect();
            let b: Vec<&str> = b.iter().map(String::as_str).collect();
            let pairs = compare(&a, &b);
            proptest::prop_assert_eq!(pairs.iter().filter_map(|p| p.expected).collect::<Vec<_>>(), a.clone());
            proptest::prop_assert_eq!(pairs.iter().filter_map(|p| p.taken).collect::<Vec<_>>(), b.clone());
            let both = pairs.iter().filter(|p| p.expected.is_some() && p.taken.is_some()).count();
            proptest::prop_assert_eq!(both, common(&a, &b));
        }
    }
}
