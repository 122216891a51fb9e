//! What of the figures may leave the centre: small counts of sensitive lines are hidden, and with them as many other
//! figures as it takes so that none of the hidden ones follows from those that are told.
//!
//! Invariant: with `S` the sum of the lines hidden whole, each of them may be anything from 0 to `S`, and `S` is at least the
//! threshold; each part hidden of a line that is told may be anything from 0 to at least the threshold, or only its own
//! total bounds it. The hidden cells of a dimension always form whole rows, so that the ranges are those of a
//! transport problem and are known exactly. Axes and programmes are sums of procedures and follow them; the act of enquiring
//! is the total of the enquiries and follows it. A correction tells no more beside what it corrects (`correct`).

use super::correct::{Earlier, beside};
use super::figures::{Figures, Line, Table};
use super::rubric::{INQUIRIES_ACT, Rubric};
use std::collections::BTreeSet;

/// A sensitive count below this, and above zero, is hidden when figures leave the centre.
pub const THRESHOLD: u32 = 5;
/// Lines whose parts may be hidden for the sake of others, before the parts of the total are hidden instead.
const HELPERS_MAX: usize = 3;

/// The figures that may leave the centre, of which none has left before.
#[must_use]
pub fn protected(figures: &Figures) -> Figures {
    corrected(figures, &[])
}

/// The figures that may leave the centre beside earlier versions of them, which anybody may hold as well.
#[must_use]
pub fn corrected(figures: &Figures, earlier: &[Earlier<'_>]) -> Figures {
    let mut tables = figures.tables.clone();
    for table in &mut tables {
        if table.rubric.is_signed_out() {
            continue;
        }
        if table.whole.is_some() {
            adding_up(table);
        } else {
            each_alone(table);
        }
        if let Some(full) = figures.table(table.rubric) {
            beside(table, full, earlier);
        }
    }
    let mut out = Figures { tables };
    follow(figures, &mut out);
    out
}

/// What of the counts of sealed files may be signed out, beside what the same person signed out before: that they count
/// nobody in a line is hidden as any small count is, so that nothing tells none from a few.
#[must_use]
pub fn sealed(figures: &Figures, earlier: &[&Figures]) -> Figures {
    let Some(full) = figures.table(Rubric::Sealed) else {
        return Figures::default();
    };
    let mut told = full.clone();
    adding_up(&mut told);
    // What was hidden before is not known any more, and need not be: what differs from what was told is hidden.
    let earlier: Vec<Figures> = earlier.iter().map(|was| with_lines(was, full)).collect();
    let earlier = earlier.iter().map(|was| Earlier {
        full: was,
        told: was,
    });
    beside(&mut told, full, &earlier.collect::<Vec<_>>());
    let procedures = figures.table(Rubric::SealedProcedures).cloned();
    let procedures = procedures.map(|mut table| {
        for line in &mut table.lines {
            *line = axis(line, &told);
        }
        table
    });
    Figures {
        tables: core::iter::once(told.clone()).chain(procedures).collect(),
    }
}

/// What was told, with the lines that came into the manual since as lines of which nothing was told.
fn with_lines(told: &Figures, now: &Table) -> Figures {
    let mut told = told.clone();
    let tables = told.tables.iter_mut();
    for table in tables.filter(|table| table.rubric == now.rubric) {
        for line in &now.lines {
            if table.line(&line.code).is_none() {
                let mut line = line.clone();
                hide(&mut line);
                table.lines.push(line);
            }
        }
    }
    told
}

fn is_small(count: Option<u32>) -> bool {
    count.is_some_and(|count| (1..THRESHOLD).contains(&count))
}

fn hide(line: &mut Line) {
    line.count = None;
    line.amount = None;
    line.parts
        .iter_mut()
        .flatten()
        .for_each(|part| *part = None);
}

fn hide_parts(line: &mut Line, dimension: usize) {
    let parts = line.parts.get_mut(dimension);
    parts.into_iter().flatten().for_each(|part| *part = None);
}

fn small_part(line: &Line, dimension: usize) -> bool {
    let parts = line.parts.get(dimension).into_iter().flatten();
    line.sensitive && parts.copied().any(is_small)
}

/// Lines of which each stands for itself: nothing follows from the others.
fn each_alone(table: &mut Table) {
    for line in table.lines.iter_mut().filter(|line| line.sensitive) {
        if is_small(line.count) {
            hide(line);
            continue;
        }
        for dimension in 0..line.parts.len() {
            if small_part(line, dimension) {
                hide_parts(line, dimension);
            }
        }
    }
}

/// Lines that make a total.
fn adding_up(table: &mut Table) {
    let none = table.rubric.is_signed_out();
    if let Some(whole) = table.whole.as_mut() {
        shelter(&mut table.lines, whole, none);
    }
}

/// Hides of lines that make a total, and of the total, what may not be told beside the rest: for a count that is no rubric of
/// the report.
pub fn sheltered(lines: &mut [Line], whole: &mut Line) {
    shelter(lines, whole, false);
}

fn shelter(lines: &mut [Line], whole: &mut Line, none: bool) {
    let full = lines.to_vec();
    let block = Block::of(&full, none);
    // Too few lines to shelter each other: then the total goes with them.
    let lost = !block.is_safe();
    for dimension in 0..whole.parts.len() {
        let sheltered = if lost { None } else { block.rows(dimension) };
        let rows = sheltered.clone();
        let rows = rows.unwrap_or_else(|| block.first_rows(dimension));
        // A part that the total shows to be nobody's is told: hiding it would hide nothing.
        let empty = match &sheltered {
            Some(rows) => block.empty_columns(rows, dimension),
            None => BTreeSet::new(),
        };
        for at in &rows {
            let line = lines.get_mut(*at);
            let parts = line.and_then(|line| line.parts.get_mut(dimension));
            for (column, part) in parts.into_iter().flatten().enumerate() {
                if !empty.contains(&column) {
                    *part = None;
                }
            }
        }
        if sheltered.is_none() {
            hide_parts(whole, dimension);
        }
    }
    for at in &block.hidden {
        if let Some(line) = lines.get_mut(*at) {
            line.count = None;
            line.amount = None;
        }
    }
    if lost {
        hide(whole);
    }
}

/// The lines of a table, and which of them are hidden whole.
struct Block<'a> {
    lines: &'a [Line],
    hidden: BTreeSet<usize>,
}

impl<'a> Block<'a> {
    /// Hides the small sensitive lines, and others until they shelter each other: sensitive ones first, the smallest first.
    /// `none` too is small where it must not be told from a few.
    fn of(lines: &'a [Line], none: bool) -> Block<'a> {
        let small = |line: &Line| {
            line.sensitive && (is_small(line.count) || (none && line.count == Some(0)))
        };
        let hidden = (0..).zip(lines).filter(|(_, line)| small(line));
        let hidden: BTreeSet<usize> = hidden.map(|(at, _)| at).collect();
        let mut block = Block { lines, hidden };
        if block.hidden.is_empty() {
            return block;
        }
        let mut others: Vec<usize> = (0..lines.len())
            .filter(|at| !block.hidden.contains(at) && block.count(*at) > 0)
            .collect();
        others.sort_by_key(|at| {
            let sensitive = lines.get(*at).is_some_and(|line| line.sensitive);
            (!sensitive, block.count(*at), *at)
        });
        for other in others {
            if block.is_safe() {
                break;
            }
            block.hidden.insert(other);
        }
        block
    }

    fn count(&self, at: usize) -> u32 {
        self.lines.get(at).and_then(|line| line.count).unwrap_or(0)
    }

    fn hidden_sum(&self) -> u32 {
        self.hidden.iter().map(|at| self.count(*at)).sum()
    }

    fn is_safe(&self) -> bool {
        self.hidden.is_empty() || (self.hidden.len() > 1 && self.hidden_sum() >= THRESHOLD)
    }

    fn part(&self, at: usize, dimension: usize, column: usize) -> u32 {
        let line = self.lines.get(at);
        let parts = line.and_then(|line| line.parts.get(dimension));
        parts
            .and_then(|parts| parts.get(column).copied().flatten())
            .unwrap_or(0)
    }

    fn columns(&self, dimension: usize) -> usize {
        let first = self.lines.first();
        let parts = first.and_then(|line| line.parts.get(dimension));
        parts.map_or(0, Vec::len)
    }

    /// The rows whose parts must be hidden in a dimension, before any is hidden for the sake of others.
    fn first_rows(&self, dimension: usize) -> BTreeSet<usize> {
        let small = |(_, line): &(usize, &Line)| small_part(line, dimension);
        let rows = (0..).zip(self.lines).filter(small).map(|(at, _)| at);
        rows.chain(self.hidden.iter().copied()).collect()
    }

    /// The rows whose parts are hidden in a dimension while the parts of the total are told; none where that cannot be.
    fn rows(&self, dimension: usize) -> Option<BTreeSet<usize>> {
        let mut rows = self.first_rows(dimension);
        for _ in 0..=HELPERS_MAX {
            let Some(column) = self.weak(&rows, dimension) else {
                return Some(rows);
            };
            let free = (0..self.lines.len()).filter(|at| !rows.contains(at));
            let helper = free.max_by_key(|at| (self.part(*at, dimension, column), self.count(*at)));
            rows.insert(helper.filter(|at| self.count(*at) > 0)?);
        }
        None
    }

    fn sum_of(&self, rows: &BTreeSet<usize>, dimension: usize, column: usize) -> u32 {
        let parts = rows.iter().map(|at| self.part(*at, dimension, column));
        parts.sum()
    }

    /// The columns in which the hidden rows have nobody: the total tells it.
    fn empty_columns(&self, rows: &BTreeSet<usize>, dimension: usize) -> BTreeSet<usize> {
        let columns = 0..self.columns(dimension);
        let empty = columns.filter(|column| self.sum_of(rows, dimension, *column) == 0);
        empty.collect()
    }

    /// A column in which some hidden part is told too closely by the total; none when all are safe.
    fn weak(&self, rows: &BTreeSet<usize>, dimension: usize) -> Option<usize> {
        let all: u32 = rows.iter().map(|at| self.count(*at)).sum();
        let mut columns = 0..self.columns(dimension);
        columns.find(|column| {
            let sum = self.sum_of(rows, dimension, *column);
            sum > 0
                && rows.iter().any(|at| {
                    let (row, least) = if self.hidden.contains(at) {
                        // What one hidden line does not have, another may.
                        (self.hidden_sum(), 0)
                    } else {
                        let row = self.count(*at);
                        (row, (row + sum).saturating_sub(all))
                    };
                    least > 0 || row.min(sum) < THRESHOLD
                })
        })
    }
}

/// The act of enquiring counts the same lines as the total of the enquiries: what the one hides the other does not tell.
fn follow_inquiries(out: &mut Figures) {
    let inquiries = out.table(Rubric::Inquiries);
    let Some(whole) = inquiries.and_then(|table| table.whole.clone()) else {
        return;
    };
    let acts = out.tables.iter_mut();
    let mut acts = acts.filter(|table| table.rubric == Rubric::Acts);
    let lines = acts.next().map(|table| &mut table.lines);
    let mut lines = lines.into_iter().flatten();
    if let Some(act) = lines.find(|line| line.code == INQUIRIES_ACT) {
        for (mine, of_whole) in act.cells_mut().zip(whole.cells()) {
            *mine = mine.and(of_whole);
        }
    }
}

/// Axes and programmes count the same cases as procedures: they tell what procedures tell, and no more.
fn follow(full: &Figures, out: &mut Figures) {
    follow_inquiries(out);
    let Some(procedures) = out.table(Rubric::Procedures).cloned() else {
        return;
    };
    for table in &mut out.tables {
        match table.rubric {
            Rubric::Programmes => {
                for line in &mut table.lines {
                    if let Some(same) = procedures.line(&line.code) {
                        line.count = same.count;
                        line.parts.clone_from(&same.parts);
                    }
                }
            }
            Rubric::Axes => {
                for line in &mut table.lines {
                    let known = full.table(Rubric::Axes);
                    if let Some(known) = known.and_then(|table| table.line(&line.code)) {
                        *line = axis(known, &procedures);
                    }
                }
            }
            _ => {}
        }
    }
}

/// An axis: told where none of the hidden procedures is of it, or all are and the total is told.
fn axis(full: &Line, procedures: &Table) -> Line {
    let members = |hides: &dyn Fn(&Line) -> bool| {
        let hidden = procedures.lines.iter().filter(|line| hides(line));
        let of = |line: &&Line| full.of.contains(&line.code);
        let (inside, outside): (Vec<&Line>, Vec<&Line>) = hidden.partition(of);
        (inside.len(), outside.len())
    };
    let whole = procedures.whole.as_ref();
    let tells = |inside: usize, outside: usize, total: bool| inside == 0 || (outside == 0 && total);
    let mut line = full.clone();
    let (inside, outside) = members(&|line| line.count.is_none());
    if !tells(
        inside,
        outside,
        whole.is_some_and(|whole| whole.count.is_some()),
    ) {
        line.count = None;
    }
    for (dimension, parts) in line.parts.iter_mut().enumerate() {
        for (column, part) in parts.iter_mut().enumerate() {
            let cell = |line: &Line| line.parts.get(dimension)?.get(column).copied().flatten();
            let (inside, outside) = members(&|line| cell(line).is_none());
            if !tells(
                inside,
                outside,
                whole.is_some_and(|whole| cell(whole).is_some()),
            ) {
                *part = None;
            }
        }
    }
    line
}
