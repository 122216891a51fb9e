//! An attacker on what is published: every hidden cell is an unknown, every total an equation. The range of each unknown is
//! found by the simplex method in whole fractions; it must hold another whole number than the truth.

use super::*;
use std::collections::BTreeMap;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Part(i128, i128);

impl Part {
    fn of(top: i128, bottom: i128) -> Self {
        fn gcd(a: i128, b: i128) -> i128 {
            if b == 0 { a.abs() } else { gcd(b, a % b) }
        }
        let by = gcd(top, bottom).max(1) * bottom.signum();
        Self(top / by, bottom / by)
    }
    fn whole(self) -> i128 {
        assert_eq!(self.1, 1, "an end of a range is a whole number");
        self.0
    }
    /// Whether it is at least one away from a whole number.
    fn is_another(self, than: i128) -> bool {
        (self.0 - than * self.1).abs() >= self.1
    }
    fn minus(self, other: Self) -> Self {
        Self::of(self.0 * other.1 - other.0 * self.1, self.1 * other.1)
    }
    fn times(self, other: Self) -> Self {
        Self::of(self.0 * other.0, self.1 * other.1)
    }
    fn over(self, other: Self) -> Self {
        Self::of(self.0 * other.1, self.1 * other.0)
    }
    fn less(self, other: Self) -> bool {
        self.0 * other.1 < other.0 * self.1
    }
}

const NONE: Part = Part(0, 1);
const ONE: Part = Part(1, 1);

#[derive(Default)]
pub(super) struct Known {
    unknowns: usize,
    sums: Vec<(Vec<(usize, i128)>, i128)>,
    truth: Vec<i128>,
}

impl Known {
    fn unknown(&mut self, truth: u32) -> usize {
        self.truth.push(i128::from(truth));
        self.unknowns += 1;
        self.unknowns - 1
    }

    pub(super) fn sum(&mut self, of: Vec<(usize, i128)>, total: i128) {
        let told: i128 = of.iter().map(|(at, by)| self.truth[*at] * by).sum();
        assert_eq!(told, total, "the attacker starts from the truth");
        if !of.is_empty() {
            self.sums.push((of, total));
        }
    }

    /// The tables of whole numbers that an attacker must reckon with: the vertices of what is possible.
    fn possible(&self) -> Vertices {
        let (rows, columns) = (self.sums.len(), self.unknowns);
        let width = columns + rows + 1;
        let mut table = vec![vec![NONE; width]; rows];
        for (row, (of, total)) in self.sums.iter().enumerate() {
            let turn = if *total < 0 { -1 } else { 1 };
            for (at, by) in of {
                table[row][*at] = Part(by * turn, 1);
            }
            table[row][columns + row] = ONE;
            table[row][width - 1] = Part(total * turn, 1);
        }
        let mut basis: Vec<usize> = (columns..columns + rows).collect();
        let mut artificial = vec![NONE; width];
        artificial[columns..columns + rows].fill(Part(-1, 1));
        assert!(
            climb(&mut table, &mut basis, &artificial, width - 1),
            "bounded"
        );
        // What is left of artificial unknowns stands at nothing; it is driven out or its row says nothing.
        for row in 0..rows {
            if basis[row] >= columns {
                assert_eq!(table[row][width - 1], NONE, "the truth is feasible");
                let column = (0..columns).find(|at| table[row][*at] != NONE);
                if let Some(column) = column {
                    pivot(&mut table, row, column);
                    basis[row] = column;
                }
            }
        }
        for row in &mut table {
            row.drain(columns..columns + rows);
        }
        Vertices {
            table,
            basis,
            columns,
        }
    }

    /// The least and the greatest that an unknown may be.
    pub(super) fn range(&self, wanted: usize) -> (i128, Option<i128>) {
        let mut possible = self.possible();
        let least = possible.reach(wanted, -1).unwrap()[wanted].whole();
        let most = possible.reach(wanted, 1);
        (least, most.map(|most| most[wanted].whole()))
    }
}

struct Vertices {
    table: Vec<Vec<Part>>,
    basis: Vec<usize>,
    columns: usize,
}

impl Vertices {
    /// The table in which an unknown is greatest, or least; none when nothing bounds it.
    fn reach(&mut self, wanted: usize, sign: i128) -> Option<Vec<Part>> {
        let mut goal = vec![NONE; self.columns + 1];
        goal[wanted] = Part(sign, 1);
        // An artificial unknown that stayed says nothing: its row is empty.
        let goal_of = self.columns + self.table.len() + 1;
        goal.resize(
            goal_of.max(self.basis.iter().max().map_or(0, |at| at + 1)),
            NONE,
        );
        if !climb(&mut self.table, &mut self.basis, &goal, self.columns) {
            return None;
        }
        let mut values = vec![NONE; self.columns];
        for (row, at) in self.basis.iter().enumerate() {
            if *at < self.columns {
                values[*at] = *self.table[row].last().unwrap();
            }
        }
        Some(values)
    }
}

fn pivot(table: &mut [Vec<Part>], row: usize, column: usize) {
    let by = table[row][column];
    let own: Vec<Part> = table[row].iter().map(|cell| cell.over(by)).collect();
    for (at, other) in table.iter_mut().enumerate() {
        let by = other[column];
        if at != row && by != NONE {
            for (cell, own) in other.iter_mut().zip(&own).filter(|(_, own)| **own != NONE) {
                *cell = cell.minus(by.times(*own));
            }
        }
    }
    table[row] = own;
}

/// Climbs to the greatest value of a goal, by Bland's rule; says whether something bounds it.
fn climb(table: &mut [Vec<Part>], basis: &mut [usize], goal: &[Part], columns: usize) -> bool {
    loop {
        let gain = |column: usize| {
            let spent = basis.iter().zip(table.iter());
            let spent = spent.filter(|(at, row)| goal[**at] != NONE && row[column] != NONE);
            spent.fold(goal[column], |gain, (at, row)| {
                gain.minus(goal[*at].times(row[column]))
            })
        };
        let Some(column) = (0..columns).find(|column| NONE.less(gain(*column))) else {
            return true;
        };
        let mut leaving: Option<(Part, usize, usize)> = None;
        for (row, cells) in table.iter().enumerate() {
            if NONE.less(cells[column]) {
                let ratio = cells.last().unwrap().over(cells[column]);
                let better = leaving.is_none_or(|(best, _, at)| {
                    ratio.less(best) || (ratio == best && basis[row] < at)
                });
                if better {
                    leaving = Some((ratio, row, basis[row]));
                }
            }
        }
        let Some((_, row, _)) = leaving else {
            return false;
        };
        pivot(table, row, column);
        basis[row] = column;
    }
}

/// A cell as an attacker has it: told, or an unknown.
#[derive(Clone, Copy)]
pub(super) enum Cell {
    Told(i128),
    Unknown(usize),
}

/// What an attacker knows to be one figure, by its name and the version since which it has not changed.
pub(super) type Same = BTreeMap<(String, usize), Cell>;

/// Writes that cells make a total.
fn make(known: &mut Known, parts: &[Cell], total: Cell) {
    let mut of = Vec::new();
    let mut left = 0;
    for (part, sign) in parts.iter().map(|part| (part, 1)).chain([(&total, -1)]) {
        match part {
            Cell::Told(told) => left -= told * sign,
            Cell::Unknown(at) => of.push((*at, sign)),
        }
    }
    known.sum(of, left);
}

/// Everything that an attacker can write down from a published table that adds up, and where it hides what. What is
/// already in `same` is not hidden anew.
pub(super) fn written(
    known: &mut Known,
    same: &mut Same,
    since: &dyn Fn(&str) -> usize,
    (told, truth): (&Table, &Table),
) -> Vec<(String, usize)> {
    let mut hidden = Vec::new();
    let mut rows = Vec::new();
    let rubric = told.rubric;
    let lines = told.lines.iter().chain(&told.whole);
    for (line, full) in lines.zip(truth.lines.iter().chain(&truth.whole)) {
        let mut cell = |name: String, told: Option<u32>, truth: Option<u32>| {
            let truth = truth.unwrap();
            if let Some(told) = told {
                return Cell::Told(i128::from(told));
            }
            *same.entry((name.clone(), since(&name))).or_insert_with(|| {
                let at = known.unknown(truth);
                hidden.push((name, at));
                Cell::Unknown(at)
            })
        };
        let count = cell(
            format!("{} of {rubric:?}", line.code),
            line.count,
            full.count,
        );
        let mut all = Vec::new();
        for (dimension, (parts, full)) in line.parts.iter().zip(&full.parts).enumerate() {
            let cells = parts.iter().zip(full).enumerate();
            let cells: Vec<Cell> = cells
                .map(|(part, (told, truth))| {
                    let name = format!("{} {dimension}/{part} of {rubric:?}", line.code);
                    cell(name, *told, *truth)
                })
                .collect();
            all.push(cells);
        }
        rows.push((count, all));
    }
    for (count, all) in &rows {
        for cells in all {
            make(known, cells, *count);
        }
    }
    if told.whole.is_some() {
        let (whole, lines) = rows.split_last().unwrap();
        let counts: Vec<Cell> = lines.iter().map(|(count, _)| *count).collect();
        make(known, &counts, whole.0);
        for dimension in 0..whole.1.len() {
            for part in 0..whole.1[dimension].len() {
                let column: Vec<Cell> = lines.iter().map(|(_, all)| all[dimension][part]).collect();
                make(known, &column, whole.1[dimension][part]);
            }
        }
    }
    hidden
}

/// Something counted: its line, and its places by sex, age and state.
pub(super) type Thing = (usize, usize, usize, usize);

pub(super) fn thing() -> impl Strategy<Value = Thing> {
    (0_usize..5, 0_usize..2, 0_usize..3, 0_usize..3)
}

/// What is counted in a month, little as it is in a centre.
pub(super) fn drawn() -> impl Strategy<Value = Vec<Thing>> {
    prop::collection::vec(thing(), 0..60)
}

/// The rubrics that add up and hide something.
pub(super) const HIDING: [Rubric; 4] = [
    Rubric::Natures,
    Rubric::Mediations,
    Rubric::Destinations,
    Rubric::Inquiries,
];

const CODES: [&str; 5] = ["papiers", "indigence", "conjugal", "oev", "justice"];

pub(super) fn figures_of(rubric: Rubric, things: &[Thing], heavy: bool) -> Figures {
    let mut gathering = Gathering::default();
    gathering.keep(rubric);
    for (number, (code, sex, age, stand)) in things.iter().enumerate() {
        // Some draws are of one nature mostly, as months are.
        let code = if heavy && number % 3 > 0 { 0 } else { *code };
        let facets = Facets {
            sex: [Some(crate::reception::Sex::Female), None]
                .get(*sex)
                .copied()
                .flatten(),
            age: [
                None,
                Some(crate::reports::age::AgeBand::To5),
                Some(crate::reports::age::AgeBand::To59),
            ][*age],
            new: Some(number % 4 > 0),
            stand: [
                Some(Stand::Open),
                Some(Stand::Referred),
                Some(Stand::Closed),
            ][*stand],
        };
        let counted = Counted::one(Record::Case(id(number)), facets);
        gathering.count(rubric, CODES[code], counted);
        if rubric == Rubric::Inquiries {
            gathering.count(Rubric::Acts, INQUIRIES_ACT, counted);
        }
        if rubric == Rubric::Procedures {
            gathering.keep(Rubric::Axes);
            for axis in [code % 2, 2] {
                let axis = axis.to_string();
                gathering.adds(Rubric::Axes, &axis, CODES[code]);
                gathering.count(Rubric::Axes, &axis, counted);
            }
        }
    }
    if rubric == Rubric::Procedures {
        for code in ["conjugal", "oev", "justice"] {
            if things.iter().any(|(at, ..)| CODES[*at] == code) {
                gathering.sensitive(rubric, code);
            }
        }
    }
    gathering.figures()
}

/// Every hidden figure may be another whole number than it is, as far as a linear programme can tell.
pub(super) fn attack(known: &Known, hidden: &[(String, usize)]) -> Result<(), TestCaseError> {
    let mut possible = known.possible();
    let mut other = vec![false; known.unknowns];
    for (name, at) in hidden {
        for sign in [1, -1] {
            if !other[*at] {
                match possible.reach(*at, sign) {
                    None => other[*at] = true,
                    Some(values) => {
                        let both = values.iter().zip(&known.truth);
                        let differ = both.map(|(value, truth)| value.is_another(*truth));
                        other
                            .iter_mut()
                            .zip(differ)
                            .for_each(|(other, differ)| *other |= differ);
                    }
                }
            }
        }
        prop_assert!(other[*at], "{name} is known to be {}", known.truth[*at]);
    }
    Ok(())
}

/// A hidden cell of a line may be nothing, and as much as the threshold unless the line's own count is less.
pub(super) fn wide(
    known: &Known,
    told: &Table,
    hidden: &[(String, usize)],
) -> Result<(), TestCaseError> {
    let mut possible = known.possible();
    for (name, at) in hidden {
        let line = told.lines.iter().find(|line| {
            name.strip_prefix(line.code.as_str())
                .is_some_and(|rest| rest.starts_with(' '))
        });
        let Some(line) = line else { continue };
        let least = possible.reach(*at, -1).unwrap()[*at].whole();
        prop_assert_eq!(least, 0, "{} is {} at least", name, least);
        let most = possible.reach(*at, 1).map(|most| most[*at].whole());
        let bound = line.count.map_or(THRESHOLD, |count| count.min(THRESHOLD));
        let wide = most.is_none_or(|most| most >= i128::from(bound));
        prop_assert!(wide, "{} is {:?} at most", name, most);
    }
    Ok(())
}

proptest! {
    // As many tables as the depth asks for: some hundreds each day, ten thousand in a campaign.
    #[test]
    fn no_hidden_figure_follows_from_those_that_are_told(
        things in drawn(),
        rubric in prop::sample::select(HIDING.to_vec()),
        heavy: bool,
    ) {
        let full = figures_of(rubric, &things, heavy);
        let out = protected(&full);
        let (told, truth) = (out.table(rubric).unwrap(), full.table(rubric).unwrap());
        for (line, full) in told.lines.iter().zip(&truth.lines) {
            if full.sensitive {
                prop_assert!(line.count.is_none_or(|count| count == 0 || count >= THRESHOLD));
                let parts = line.parts.iter().flatten().flatten();
                prop_assert!(parts.into_iter().all(|part| *part == 0 || *part >= THRESHOLD));
            }
        }
        let mut known = Known::default();
        let hidden = written(&mut known, &mut Same::new(), &|_| 0, (told, truth));
        // The act of enquiring is the total of the enquiries under another name.
        if let Some(act) = out.table(Rubric::Acts).and_then(|table| table.line(INQUIRIES_ACT)) {
            let whole = told.whole.as_ref().unwrap();
            prop_assert!(act.count.is_none() || act.count == whole.count);
            for (act, whole) in act.parts.iter().flatten().zip(whole.parts.iter().flatten()) {
                prop_assert!(act.is_none() || act == whole);
            }
        }
        attack(&known, &hidden)?;
        wide(&known, told, &hidden)?;
    }

    #[test]
    fn an_axis_tells_nothing_of_a_hidden_procedure(things in drawn(), heavy: bool) {
        let full = figures_of(Rubric::Procedures, &things, heavy);
        let out = protected(&full);
        let (Some(told), Some(truth)) = (out.table(Rubric::Procedures), full.table(Rubric::Procedures)) else {
            return Ok(());
        };
        let mut known = Known::default();
        let hidden = written(&mut known, &mut Same::new(), &|_| 0, (told, truth));
        // The unknowns of procedures again, to be added up by axis.
        let at = |name: String| hidden.iter().find(|(known, _)| *known == name).map(|(_, at)| *at);
        let mut sums = Vec::new();
        let axes = out.table(Rubric::Axes).into_iter().flat_map(|table| &table.lines);
        for axis in axes {
            let rubric = Rubric::Procedures;
            let of = |line: &&Line| axis.of.contains(&line.code);
            let count = told.lines.iter().filter(of).map(|line| match line.count {
                Some(count) => Cell::Told(i128::from(count)),
                None => Cell::Unknown(at(format!("{} of {rubric:?}", line.code)).unwrap()),
            });
            sums.push((count.collect::<Vec<_>>(), axis.count));
            for (dimension, parts) in axis.parts.iter().enumerate() {
                for (part, told_part) in parts.iter().enumerate() {
                    let cells = told.lines.iter().filter(of).map(|line| match line.parts[dimension][part] {
                        Some(count) => Cell::Told(i128::from(count)),
                        None => Cell::Unknown(at(format!("{} {dimension}/{part} of {rubric:?}", line.code)).unwrap()),
                    });
                    sums.push((cells.collect(), *told_part));
                }
            }
        }
        for (cells, told) in sums {
            if let Some(told) = told {
                make(&mut known, &cells, Cell::Told(i128::from(told)));
            }
        }
        attack(&known, &hidden)?;
    }
}

#[test]
fn the_attacker_finds_what_a_single_hidden_line_is() {
    let mut known = Known::default();
    let (a, b) = (known.unknown(3), known.unknown(4));
    known.sum(vec![(a, 1), (b, 1)], 7);
    assert_eq!(known.range(a), (0, Some(7)));
    known.sum(vec![(b, 1)], 4);
    assert_eq!(known.range(a), (3, Some(3)));
}
