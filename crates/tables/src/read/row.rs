//! One row on its way out: its cells made clean, its problems listed.
//!
//! Owns the checks that every format shares (characters, length, width) and the header's own. Never
//! changes a value beyond line ends and the apostrophe that our own writer adds.

use std::fmt;

use crate::error::{Kind, TableError};
use crate::guard;
use crate::limits::Limits;

/// One row of data.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// Row as a spreadsheet numbers it, from 1, header included.
    pub number: u64,
    /// The text of each named column, in the header's order; missing cells are empty.
    pub cells: Vec<String>,
    /// What is wrong in this row. A row with problems must not be taken for true: a refused cell
    /// (a formula, an error value) is left empty.
    pub problems: Vec<TableError>,
}

impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Row")
            .field("number", &self.number)
            .field("cells", &"[caché]")
            .field("problems", &self.problems)
            .finish()
    }
}

/// A row as a format gives it, before the common checks.
#[derive(Default)]
pub(crate) struct RawRow {
    pub(crate) number: u64,
    pub(crate) cells: Vec<String>,
    /// Problems of cells, found by the format.
    pub(crate) problems: Vec<TableError>,
    /// Whether the format marks absent cells: then too few of them is a problem (CSV, not XLSX).
    pub(crate) counted: bool,
}

impl RawRow {
    /// Whether nothing but blanks is in the row.
    pub(crate) fn blank(&self) -> bool {
        self.problems.is_empty() && self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The row checked against the width of the header.
pub(crate) fn finish(raw: RawRow, width: usize, limits: &Limits) -> Row {
    let RawRow {
        number,
        mut cells,
        mut problems,
        counted,
    } = raw;
    let found = cells.len();
    if found < width && counted {
        problems.push(
            Kind::MissingCells {
                expected: width,
                found,
            }
            .row(number),
        );
    }
    if let Some(extra) = cells
        .iter()
        .skip(width)
        .position(|cell| !cell.trim().is_empty())
    {
        problems.push(Kind::ExtraCells { expected: width }.cell(number, column(width + extra)));
    }
    cells.resize(width, String::new());
    for (at, cell) in cells.iter_mut().enumerate() {
        if let Some(kind) = tidy(cell, limits) {
            problems.push(kind.cell(number, column(at)));
        }
    }
    Row {
        number,
        cells,
        problems,
    }
}

/// The header's names, and what is wrong with them. Blank columns at the end are dropped.
pub(crate) fn header(
    raw: RawRow,
    limits: &Limits,
) -> Result<(Vec<String>, Vec<TableError>), TableError> {
    let RawRow {
        number,
        mut cells,
        mut problems,
        ..
    } = raw;
    while cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        cells.pop();
    }
    if cells.len() > limits.columns {
        return Err(Kind::TooManyColumns {
            limit: limits.columns,
        }
        .row(number));
    }
    let mut names: Vec<String> = Vec::with_capacity(cells.len());
    let mut folded: Vec<String> = Vec::with_capacity(cells.len());
    for (at, mut cell) in cells.into_iter().enumerate() {
        let here = column(at);
        let problem = tidy(&mut cell, limits);
        let name = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let fold = name.to_lowercase();
        let first = folded.iter().position(|other| *other == fold);
        if let Some(kind) = problem {
            problems.push(kind.cell(number, here));
        } else if name.is_empty() && !problems.iter().any(|known| known.column == Some(here)) {
            problems.push(Kind::UnnamedColumn.cell(number, here));
        } else if let (Some(first), false) = (first, name.is_empty()) {
            problems.push(
                Kind::DuplicateColumn {
                    name: name.clone(),
                    first: column(first),
                }
                .cell(number, here),
            );
        }
        folded.push(fold);
        names.push(name);
    }
    Ok((names, problems))
}

/// Line ends as line feeds, the apostrophe of our own writer taken off; or why the cell cannot be taken. A refused cell
/// is emptied.
fn tidy(cell: &mut String, limits: &Limits) -> Option<Kind> {
    if cell.contains('\r') {
        *cell = cell.replace("\r\n", "\n").replace('\r', "\n");
    }
    let restored = guard::restore(cell);
    if restored.len() != cell.len() {
        *cell = restored.to_owned();
    }
    let kind = refusal(cell, limits)?;
    cell.clear();
    Some(kind)
}

pub(crate) fn refusal(cell: &str, limits: &Limits) -> Option<Kind> {
    // Bytes first: counting characters is only needed for what could be too long.
    if cell.len() > limits.cell_chars && cell.chars().count() > limits.cell_chars {
        return Some(Kind::CellTooLong {
            limit: limits.cell_chars,
        });
    }
    if let Some(control) = cell
        .chars()
        .find(|c| c.is_control() && *c != '\n' && *c != '\t')
    {
        return Some(Kind::Control {
            character: format!("U+{:04X}", u32::from(control)),
        });
    }
    cell.contains('\u{FFFD}').then_some(Kind::LostCharacter)
}

/// Column number from 1 for an index from 0.
pub(crate) fn column(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(cells: &[&str]) -> RawRow {
        let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
        RawRow {
            number: 7,
            cells,
            problems: Vec::new(),
            counted: true,
        }
    }

    #[test]
    fn a_row_of_another_width_is_reported_with_its_number() {
        let limits = Limits::default();
        let short = finish(raw(&["a"]), 2, &limits);
        assert_eq!(
            short.problems,
            [Kind::MissingCells {
                expected: 2,
                found: 1
            }
            .row(7)]
        );
        let long = finish(raw(&["a", "b", "", "d"]), 2, &limits);
        assert_eq!(long.problems, [Kind::ExtraCells { expected: 2 }.cell(7, 4)]);
        assert_eq!(finish(raw(&["a", "b", " "]), 2, &limits).problems, []);
    }

    #[test]
    fn characters_that_would_harm_are_reported_and_the_cell_refused() {
        let row = finish(
            raw(&["a\u{7}b", "c\u{FFFD}", "d\r\ne", "ok"]),
            4,
            &Limits::default(),
        );
        assert_eq!(row.cells, ["", "", "d\ne", "ok"]);
        assert_eq!(
            row.problems,
            [
                Kind::Control {
                    character: "U+0007".into()
                }
                .cell(7, 1),
                Kind::LostCharacter.cell(7, 2)
            ]
        );
    }

    #[test]
    fn a_header_without_names_or_with_twins_is_reported() {
        let (names, problems) = header(
            raw(&[" Nom ", "", "NOM", "Âge\n(ans)", ""]),
            &Limits::default(),
        )
        .unwrap();
        assert_eq!(names, ["Nom", "", "NOM", "Âge (ans)"]);
        assert_eq!(
            problems,
            [
                Kind::UnnamedColumn.cell(7, 2),
                Kind::DuplicateColumn {
                    name: "NOM".into(),
                    first: 1
                }
                .cell(7, 3)
            ]
        );
    }

    #[test]
    fn a_row_printed_for_a_developer_hides_its_cells() {
        let row = finish(raw(&["Kouassi"]), 1, &Limits::default());
        assert!(!format!("{row:?}").contains("Kouassi"));
    }
}
