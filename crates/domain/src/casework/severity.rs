//! How grave a case is, as it was found at each step that asked, and how that moved.
//!
//! The level is the answer to a question named `risque` or `risque_…`; it is told, never computed:
//! `risque_propose`, which a form calculates, is only proposed. Never: a number that stands for a
//! person.

use akwaba_procedures::form::Answers;

/// The level that leaves no case without a next action.
pub const HIGH: u8 = 3;

/// A level that somebody found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scored {
    /// When, in microseconds since 1970.
    pub at_micros: i64,
    /// 1 low, 2 middle, 3 high.
    pub level: u8,
}

/// The highest answer to a question of the risk: 3 for `rouge`, 2 for `orange`, 1 for `vert`, 0
/// when none is answered so.
pub fn level(answers: &Answers) -> u8 {
    let levels = answers.iter().filter(|(path, _)| tells(path));
    let levels = levels.map(|(_, level)| match level {
        "rouge" => HIGH,
        "orange" => 2,
        "vert" => 1,
        _ => 0,
    });
    levels.max().unwrap_or(0)
}

/// Whether a question of this path tells the risk.
fn tells(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name == "risque" || (name.starts_with("risque_") && name != "risque_propose")
}

/// The levels of answers in the order in which they came to count; those that tell none are left
/// out.
pub fn course<'a>(parts: impl IntoIterator<Item = (i64, &'a Answers)>) -> Vec<Scored> {
    let scored = parts.into_iter().map(|(at_micros, answers)| Scored {
        at_micros,
        level: level(answers),
    });
    scored.filter(|scored| scored.level > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(path: &str, level: &str) -> Answers {
        let mut answers = Answers::new();
        answers.set(path, level);
        answers
    }

    #[test]
    fn the_highest_level_told_counts_and_other_words_count_for_nothing() {
        assert_eq!(level(&told("suivi/risque", "orange")), 2);
        assert_eq!(level(&told("risque", "rouge")), 3);
        assert_eq!(level(&told("suivi/risque", "mauve")), 0);
        assert_eq!(level(&told("suivi/risques", "rouge")), 0);
        assert_eq!(level(&told("suivi/risque_propose", "rouge")), 0);
        assert_eq!(level(&told("suivi/risque_suivi", "rouge")), HIGH);
    }

    #[test]
    fn a_follow_up_that_tells_no_level_leaves_the_curve_as_it_was() {
        let (first, silent, last) = (
            told("risque", "rouge"),
            told("note", "calme"),
            told("risque", "vert"),
        );
        let parts = [(1, &first), (2, &silent), (3, &last)];
        let levels: Vec<(i64, u8)> = course(parts)
            .iter()
            .map(|scored| (scored.at_micros, scored.level))
            .collect();
        assert_eq!(levels, [(1, 3), (3, 1)]);
    }
}
