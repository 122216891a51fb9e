//! What is counted, one thing at a time, with what leads back to it.

use super::figures::{Figures, Line, Table};
use super::rubric::{Dimension, Rubric};
use crate::reception::Sex;
use crate::reports::age::AgeBand;
use akwaba_journal::id::EntityId;
use std::collections::BTreeMap;

/// Where something followed stands as the month ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stand {
    /// Under way.
    Open,
    /// Confided to a service, and still under way.
    Referred,
    /// Ended.
    Closed,
}

/// What is known of whom something is about, as far as counting goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Facets {
    /// Sex, where it was said.
    pub sex: Option<Sex>,
    /// Age, where it is known well enough.
    pub age: Option<AgeBand>,
    /// Whether they were not known before the month.
    pub new: Option<bool>,
    /// Where it stands.
    pub stand: Option<Stand>,
}

impl Facets {
    /// Its place among the parts of a dimension.
    #[must_use]
    pub fn place(&self, dimension: Dimension) -> usize {
        let last = dimension.parts().len().saturating_sub(1);
        match dimension {
            Dimension::Sex => self.sex.map_or(last, |sex| match sex {
                Sex::Female => 0,
                Sex::Male => 1,
            }),
            Dimension::Age => {
                let place = |age| AgeBand::ALL.iter().position(|band| *band == age);
                self.age.and_then(place).unwrap_or(last)
            }
            Dimension::Known => self.new.map_or(last, |new| usize::from(!new)),
            // What is followed always stands somewhere; a line without a state is not of such a rubric.
            Dimension::State => match self.stand {
                None | Some(Stand::Open) => 0,
                Some(Stand::Referred) => 1,
                Some(Stand::Closed) => last,
            },
        }
    }
}

/// What leads back to something counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Record {
    /// A visit.
    Visit(EntityId),
    /// A person.
    Person(EntityId),
    /// A case.
    Case(EntityId),
    /// A referral.
    Referral(EntityId),
    /// A line of a book, and its book.
    Aid(EntityId, EntityId),
    /// A group activity.
    Activity(EntityId),
}

/// One thing counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// What leads back to it.
    pub record: Record,
    /// Of whom.
    pub facets: Facets,
    /// How many people or things it stands for: 1, but for a group.
    pub weight: u32,
    /// Francs or pieces, where the line has an amount.
    pub amount: i64,
}

impl Counted {
    /// One thing, of somebody.
    #[must_use]
    pub fn one(record: Record, facets: Facets) -> Self {
        Self {
            record,
            facets,
            weight: 1,
            amount: 0,
        }
    }

    /// The same with an amount.
    #[must_use]
    pub fn worth(self, amount: i64) -> Self {
        Self { amount, ..self }
    }

    /// The same standing for several.
    #[must_use]
    pub fn times(self, weight: u32) -> Self {
        Self { weight, ..self }
    }
}

/// A line being gathered.
#[derive(Debug, Clone, Default)]
struct Row {
    label: String,
    unit: Option<String>,
    sensitive: bool,
    of: Vec<String>,
    /// The place that it takes among the lines, then its code.
    order: u32,
    counted: Vec<Counted>,
    /// A figure that is no count of records: what stands in a book.
    figure: Option<i64>,
}

/// Everything counted for one report, by rubric and line.
#[derive(Debug, Clone, Default)]
pub struct Gathering {
    tables: BTreeMap<Rubric, BTreeMap<String, Row>>,
    /// Rubrics that were counted elsewhere.
    told: BTreeMap<Rubric, Table>,
}

impl Gathering {
    /// Says that a rubric has a source: without any line it is then empty, and no longer "not kept".
    pub fn keep(&mut self, rubric: Rubric) {
        self.tables.entry(rubric).or_default();
    }

    /// Takes over a rubric as it was told.
    pub fn take_over(&mut self, table: Table) {
        self.told.insert(table.rubric, table);
    }

    fn row(&mut self, rubric: Rubric, code: &str) -> &mut Row {
        let rows = self.tables.entry(rubric).or_default();
        if !rows.contains_key(code) {
            let row = Row {
                order: u32::try_from(rows.len()).unwrap_or(u32::MAX),
                sensitive: rubric.is_sensitive(code),
                ..Row::default()
            };
            rows.insert(code.to_owned(), row);
        }
        rows.entry(code.to_owned()).or_default()
    }

    /// Opens a line, also when nothing will be counted in it. Lines stand in the order in which they are opened; `label`
    /// is empty where the code has words of its own in the catalogue.
    pub fn line(&mut self, rubric: Rubric, code: &str, label: &str) {
        let row = self.row(rubric, code);
        if row.label.is_empty() {
            label.clone_into(&mut row.label);
        }
    }

    /// Says that a line has amounts, and of what: empty for francs.
    pub fn measured(&mut self, rubric: Rubric, code: &str, unit: &str) {
        self.row(rubric, code).unit = Some(unit.to_owned());
    }

    /// Says that a line is sensitive, whatever its code.
    pub fn sensitive(&mut self, rubric: Rubric, code: &str) {
        self.row(rubric, code).sensitive = true;
    }

    /// Says that what a line of another rubric counts is counted in this line too.
    pub fn adds(&mut self, rubric: Rubric, code: &str, other: &str) {
        let of = &mut self.row(rubric, code).of;
        if !of.iter().any(|known| known == other) {
            of.push(other.to_owned());
        }
    }

    /// Counts one thing in a line.
    pub fn count(&mut self, rubric: Rubric, code: &str, counted: Counted) {
        self.row(rubric, code).counted.push(counted);
    }

    /// Writes a figure that is no count of records.
    pub fn figure(&mut self, rubric: Rubric, code: &str, figure: i64) {
        self.row(rubric, code).figure = Some(figure);
    }

    /// The things behind a line, or behind the part of a dimension of it; of all lines when `code` is empty.
    #[must_use]
    pub fn behind(
        &self,
        rubric: Rubric,
        code: &str,
        part: Option<(Dimension, &str)>,
    ) -> Vec<Counted> {
        let rows = self.tables.get(&rubric).into_iter().flatten();
        let rows = rows.filter(|(known, _)| code.is_empty() || known.as_str() == code);
        let counted = rows.flat_map(|(_, row)| row.counted.iter());
        let within = |counted: &&Counted| {
            part.is_none_or(|(dimension, part)| {
                let place = counted.facets.place(dimension);
                dimension.parts().get(place) == Some(&part)
            })
        };
        counted.filter(within).copied().collect()
    }

    /// The figures of what was gathered.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let tables = Rubric::ALL.iter().map(|rubric| {
            match (self.told.get(rubric), self.tables.get(rubric)) {
                (Some(told), _) => told.clone(),
                (None, None) => Table::not_kept(*rubric),
                (None, Some(rows)) => {
                    let mut rows: Vec<(&String, &Row)> = rows.iter().collect();
                    rows.sort_by_key(|(_, row)| row.order);
                    let lines = rows
                        .into_iter()
                        .map(|(code, row)| tally(*rubric, code, row));
                    Table::of(*rubric, lines.collect())
                }
            }
        });
        Figures {
            tables: tables.collect(),
        }
    }
}

fn tally(rubric: Rubric, code: &str, row: &Row) -> Line {
    let mut line = Line::empty(rubric, code, &row.label);
    line.sensitive = row.sensitive;
    line.unit.clone_from(&row.unit);
    line.of.clone_from(&row.of);
    let mut count = 0_u32;
    let mut amount = 0_i64;
    for counted in &row.counted {
        count = count.saturating_add(counted.weight);
        amount = amount.saturating_add(counted.amount);
        for (dimension, parts) in rubric.dimensions().iter().zip(&mut line.parts) {
            let place = counted.facets.place(*dimension);
            if let Some(Some(part)) = parts.get_mut(place) {
                *part = part.saturating_add(counted.weight);
            }
        }
    }
    line.count = Some(count);
    line.amount = match row.figure {
        Some(figure) => Some(figure),
        None => row.unit.is_some().then_some(amount),
    };
    line
}
