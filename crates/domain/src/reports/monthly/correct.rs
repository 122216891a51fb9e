//! What a correction of a report may tell beside the versions that it corrects, all of which somebody may lay side by side.
//!
//! Invariant: what an earlier version hid stays hidden. Where anything hidden or sensitive changed in a table, only what did
//! not change is told of that table. The earlier figures are then another table that fits all that is told, so that
//! nothing that changed follows from it; and where nothing hidden changed, the same cells are hidden with the same sums.
//! Never: a sensitive figure that differs by one from the one told before, with the sex and the age of whoever came late.

use super::figures::{Figures, Line, Table};
use super::rubric::Rubric;

/// An earlier version of the same report.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// All of its figures.
    pub full: &'a Figures,
    /// What of them was told.
    pub told: &'a Figures,
}

/// A line of the correction beside its earlier versions.
struct Row {
    now: Line,
    /// As it was, and what of it was told.
    before: Vec<(Line, Line)>,
    sensitive: bool,
}

impl Row {
    fn new(now: Line, rubric: Rubric, earlier: &[(&Table, &Table)]) -> Self {
        // A line that a version does not have is one of nobody, and says so.
        let line = |table: &Table| {
            let found = table.line(&now.code).cloned();
            found.unwrap_or_else(|| Line::empty(rubric, &now.code, &now.label))
        };
        let before = earlier.iter().map(|(full, told)| (line(full), line(told)));
        let before: Vec<(Line, Line)> = before.collect();
        let sensitive = now.sensitive || before.iter().any(|(full, _)| full.sensitive);
        Self {
            now,
            before,
            sensitive,
        }
    }

    /// Of each cell: whether an earlier version hid it, and whether it changed.
    fn cells(&self) -> Vec<(bool, bool)> {
        let mut cells: Vec<(bool, bool)> = self.now.cells().map(|_| (false, false)).collect();
        for (full, told) in &self.before {
            let each = cells.iter_mut().zip(self.now.cells());
            for (((hid, changed), now), (was, told)) in each.zip(full.cells().zip(told.cells())) {
                *hid |= told.is_none();
                *changed |= was != now;
            }
        }
        cells
    }

    fn told(&self, quiet: bool) -> Line {
        let mut line = self.now.clone();
        for (cell, (hid, changed)) in line.cells_mut().zip(self.cells()) {
            if hid || (changed && !quiet) {
                *cell = None;
            }
        }
        let paid = self
            .before
            .iter()
            .all(|(full, _)| full.amount == self.now.amount);
        if line.count.is_none() || !(quiet || paid) {
            line.amount = None;
        }
        line
    }
}

/// Hides in `table`, of which `full` is everything, what would tell something beside earlier versions.
pub(super) fn beside(table: &mut Table, full: &Table, earlier: &[Earlier<'_>]) {
    let rubric = table.rubric;
    let earlier: Vec<(&Table, &Table)> = earlier
        .iter()
        .filter_map(|one| Some((one.full.table(rubric)?, one.told.table(rubric)?)))
        .collect();
    if earlier.is_empty() {
        return;
    }
    let mut lines = full.lines.clone();
    for gone in earlier.iter().flat_map(|(was, _)| &was.lines) {
        if lines.iter().all(|line| line.code != gone.code) {
            lines.push(Line::empty(rubric, &gone.code, &gone.label));
        }
    }
    let row = |line: Line| Row::new(line, rubric, &earlier);
    let rows: Vec<Row> = lines.into_iter().map(row).collect();
    let whole: Option<Row> = full.whole.clone().map(row);
    let all = || rows.iter().chain(&whole);
    let hidden_before = all().any(|row| row.before.iter().any(|(_, told)| told.hides()));
    let moved = |row: &Row| row.cells().iter().any(|(_, changed)| *changed);
    let touched = table.hides() || hidden_before || all().any(|row| row.sensitive && moved(row));
    if !touched {
        return;
    }
    let quiet = all().all(|row| {
        let mut cells = row.cells().into_iter();
        cells.all(|(hid, changed)| !changed || !(hid || row.sensitive))
    });
    let known = full.lines.len();
    table.lines = (0..)
        .zip(&rows)
        .map(|(at, row)| (at, row.told(quiet)))
        .filter(|(at, line)| *at < known || line.hides())
        .map(|(_, line)| line)
        .collect();
    table.whole = whole.as_ref().map(|row| row.told(quiet));
}
