//! The counts of all who signed, added up: what each of them told, and no more.

use super::super::monthly::{Figures, Line, Rubric, Table};

/// Adds up what was signed out. A count that somebody hides makes the sum a least; a part that somebody hides is hidden.
#[must_use]
pub fn summed(signed: &[&Figures]) -> Figures {
    let rubrics = Rubric::ALL.iter().filter(|rubric| rubric.is_signed_out());
    let tables = rubrics.map(|rubric| {
        let tables: Vec<&Table> = signed
            .iter()
            .filter_map(|figures| figures.table(*rubric))
            .collect();
        table(*rubric, &tables)
    });
    Figures {
        tables: tables.collect(),
    }
}

fn table(rubric: Rubric, tables: &[&Table]) -> Table {
    if tables.is_empty() {
        return Table::not_kept(rubric);
    }
    let mut codes: Vec<&str> = Vec::new();
    for line in tables.iter().flat_map(|table| &table.lines) {
        if !codes.contains(&line.code.as_str()) {
            codes.push(&line.code);
        }
    }
    let line = |code: &str| {
        let lines = tables.iter().filter_map(|table| table.line(code));
        added(&lines.collect::<Vec<_>>())
    };
    Table {
        rubric,
        kept: true,
        lines: codes.iter().filter_map(|code| line(code)).collect(),
        whole: line(""),
    }
}

fn added(lines: &[&Line]) -> Option<Line> {
    let mut sum = (*lines.first()?).clone();
    let told: u32 = lines.iter().filter_map(|line| line.count).sum();
    let hides = lines.iter().any(|line| line.count.is_none());
    // At least nobody says nothing.
    sum.count = (!hides || told > 0).then_some(told);
    sum.least = hides && told > 0;
    for (dimension, parts) in sum.parts.iter_mut().enumerate() {
        for (at, part) in parts.iter_mut().enumerate() {
            let of = |line: &&Line| *line.parts.get(dimension)?.get(at)?;
            *part = lines.iter().map(of).sum();
        }
    }
    Some(sum)
}
