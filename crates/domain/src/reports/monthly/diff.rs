//! What changed from one version of a report to the next, line by line.

use super::figures::{Figures, Line};
use super::rubric::Rubric;

/// A line that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Of which rubric.
    pub rubric: Rubric,
    /// As it was; none where it is new.
    pub before: Option<Line>,
    /// As it is; none where it is gone.
    pub after: Option<Line>,
}

impl Change {
    /// The line, as either version names it.
    #[must_use]
    pub fn line(&self) -> Option<&Line> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

/// The lines that differ between two versions, totals left out: they follow.
#[must_use]
pub fn changes(before: &Figures, after: &Figures) -> Vec<Change> {
    let mut changes = Vec::new();
    for rubric in Rubric::ALL.iter().copied() {
        let lines = |figures: &Figures| -> Vec<Line> {
            let table = figures.table(rubric);
            table.map_or_else(Vec::new, |table| table.lines.clone())
        };
        let (old, new) = (lines(before), lines(after));
        let same = |one: &Line, two: &Line| {
            (one.count, &one.parts, one.amount) == (two.count, &two.parts, two.amount)
        };
        for line in &old {
            let now = new.iter().find(|known| known.code == line.code);
            if now.is_none_or(|now| !same(line, now)) {
                changes.push(Change {
                    rubric,
                    before: Some(line.clone()),
                    after: now.cloned(),
                });
            }
        }
        let added = |line: &&Line| !old.iter().any(|known| known.code == line.code);
        changes.extend(new.iter().filter(added).map(|line| Change {
            rubric,
            before: None,
            after: Some(line.clone()),
        }));
    }
    changes
}
