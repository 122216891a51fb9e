//! The reports of several centres added up, from what each of them published alone.
//!
//! Never: a figure that a centre hid. Where one did, the sum is a least.

use super::figures::Figures;
use super::rubric::Rubric;

/// A line added up over centres.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// Of which rubric.
    pub rubric: Rubric,
    /// The code of the line; empty for the total.
    pub code: String,
    /// Its words, where they are a centre's.
    pub label: String,
    /// What the centres published, added up.
    pub count: u64,
    /// Whether a centre hid its own, so that there may be more.
    pub least: bool,
    /// How many centres keep the rubric.
    pub centres: usize,
}

/// Adds up what centres published: lines in the order in which they come, the total of a rubric last. What is of
/// money and goods stays each centre's.
#[must_use]
pub fn summed(published: &[Figures]) -> Vec<Sum> {
    let mut sums = Vec::new();
    for rubric in Rubric::ALL
        .iter()
        .copied()
        .filter(|rubric| !rubric.is_of_things())
    {
        let tables = published.iter().filter_map(|figures| figures.table(rubric));
        let tables: Vec<_> = tables.filter(|table| table.kept).collect();
        let mut of: Vec<Sum> = Vec::new();
        let lines = tables.iter().flat_map(|table| &table.lines);
        let wholes = tables.iter().filter_map(|table| table.whole.as_ref());
        for line in lines.chain(wholes) {
            let place = of.iter().position(|sum| sum.code == line.code);
            let place = place.unwrap_or_else(|| {
                of.push(Sum {
                    rubric,
                    code: line.code.clone(),
                    label: line.label.clone(),
                    count: 0,
                    least: false,
                    centres: tables.len(),
                });
                of.len() - 1
            });
            if let Some(sum) = of.get_mut(place) {
                sum.count += u64::from(line.count.unwrap_or(0));
                sum.least |= line.count.is_none() || line.least;
            }
        }
        sums.extend(of);
    }
    sums
}
