//! The figures of a report, as they are shown, frozen and sent: counts, and nothing that leads to anybody.

use super::rubric::Rubric;
use minicbor::{Decode, Encode};

/// One line of a table, or its total.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Line {
    /// Its code.
    #[n(0)]
    pub code: String,
    /// Its words, where they are those of the centre: a procedure, an article. Empty where the catalogue has them.
    #[n(1)]
    pub label: String,
    /// How many; `None` where it may not be told.
    #[n(2)]
    pub count: Option<u32>,
    /// By each dimension of the rubric, in order, the parts of it. A part is `None` where it may not be told.
    #[n(3)]
    pub parts: Vec<Vec<Option<u32>>>,
    /// Francs or pieces, where the line has amounts; `None` also where it may not be told.
    #[n(4)]
    pub amount: Option<i64>,
    /// Of what the amount is: empty for francs; none where the line has no amounts.
    #[n(5)]
    pub unit: Option<String>,
    /// Whether few counted here could point at somebody.
    #[n(6)]
    pub sensitive: bool,
    /// The lines of another rubric that it adds up, by their codes: the procedures of an axis.
    #[n(7)]
    pub of: Vec<String>,
    /// Whether there may be more than its count: somebody told theirs, and somebody else hid theirs.
    #[n(8)]
    #[cbor(default)]
    pub least: bool,
}

impl Line {
    /// A line of which nothing is counted yet.
    #[must_use]
    pub fn empty(rubric: Rubric, code: &str, label: &str) -> Self {
        let parts = rubric.dimensions().iter();
        Self {
            code: code.to_owned(),
            label: label.to_owned(),
            count: Some(0),
            parts: parts
                .map(|dimension| vec![Some(0); dimension.parts().len()])
                .collect(),
            amount: None,
            unit: None,
            sensitive: false,
            of: Vec::new(),
            least: false,
        }
    }

    /// Whether nobody and nothing is counted in it.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.count == Some(0) && self.amount.unwrap_or(0) == 0
    }

    /// Whether something of it may not be told.
    #[must_use]
    pub fn hides(&self) -> bool {
        self.cells().any(|cell| cell.is_none())
    }

    /// Its count, then every part of it, in order.
    pub(super) fn cells(&self) -> impl Iterator<Item = Option<u32>> {
        let parts = self.parts.iter().flatten().copied();
        core::iter::once(self.count).chain(parts)
    }

    /// The same, to be hidden.
    pub(super) fn cells_mut(&mut self) -> impl Iterator<Item = &mut Option<u32>> {
        let parts = self.parts.iter_mut().flatten();
        core::iter::once(&mut self.count).chain(parts)
    }

    /// Whether the parts of each dimension that is told whole make its count.
    pub(super) fn is_whole(&self) -> bool {
        let Some(count) = self.count else { return true };
        self.parts.iter().all(|parts| {
            let told: Option<u32> = parts.iter().copied().sum();
            told.is_none_or(|told| told == count)
        })
    }

    fn add(&mut self, other: &Self) {
        let plus = |one: Option<u32>, two: Option<u32>| Some(one?.saturating_add(two?));
        self.count = plus(self.count, other.count);
        for (mine, theirs) in self.parts.iter_mut().zip(&other.parts) {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                *mine = plus(*mine, *theirs);
            }
        }
    }
}

/// One rubric, counted.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Table {
    /// Which.
    #[n(0)]
    pub rubric: Rubric,
    /// Whether anything keeps it.
    #[n(1)]
    pub kept: bool,
    /// Its lines, in order.
    #[n(2)]
    pub lines: Vec<Line>,
    /// Their total, where lines add up.
    #[n(3)]
    pub whole: Option<Line>,
}

impl Table {
    /// A rubric that nothing keeps.
    #[must_use]
    pub fn not_kept(rubric: Rubric) -> Self {
        Self {
            rubric,
            kept: false,
            lines: Vec::new(),
            whole: None,
        }
    }

    /// A rubric with its lines, and their total where they add up.
    #[must_use]
    pub fn of(rubric: Rubric, lines: Vec<Line>) -> Self {
        let whole = rubric.adds_up().then(|| {
            let mut whole = Line::empty(rubric, "", "");
            lines.iter().for_each(|line| whole.add(line));
            whole
        });
        Self {
            rubric,
            kept: true,
            lines,
            whole,
        }
    }

    /// A line by its code; the total for an empty one.
    #[must_use]
    pub fn line(&self, code: &str) -> Option<&Line> {
        if code.is_empty() {
            return self.whole.as_ref();
        }
        self.lines.iter().find(|line| line.code == code)
    }

    /// How many are counted in all: the total, or the greatest line where lines do not add up; none where it is hidden.
    #[must_use]
    pub fn most(&self) -> Option<u32> {
        match &self.whole {
            Some(whole) => whole.count,
            None => self.lines.iter().filter_map(|line| line.count).max(),
        }
    }

    /// Whether something of it may not be told.
    #[must_use]
    pub fn hides(&self) -> bool {
        self.lines.iter().chain(&self.whole).any(Line::hides)
    }
}

/// The figures of a month: every rubric, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct Figures {
    /// The rubrics.
    #[n(0)]
    pub tables: Vec<Table>,
}

impl Figures {
    /// A rubric.
    #[must_use]
    pub fn table(&self, rubric: Rubric) -> Option<&Table> {
        self.tables.iter().find(|table| table.rubric == rubric)
    }

    /// How many of a line; none where it is hidden or not there.
    #[must_use]
    pub fn count(&self, rubric: Rubric, code: &str) -> Option<u32> {
        self.table(rubric)?.line(code)?.count
    }
}
