//! The lines of one register, as far as somebody may read them: for its sheets, its months, and the list that leaves.
//!
//! A line of a case that this reader may not open keeps its number and says nothing more; so does one that was forgotten.

use std::collections::BTreeMap;
use std::sync::Arc;

use akwaba_domain::casework::{Case, Edition, Hands};
use akwaba_domain::registry::group::{self, GroupLine};
use akwaba_domain::registry::line::PersonLine;
use akwaba_domain::registry::{GroupView, PersonView, person};
use akwaba_domain::reports::number::Numbered;
use akwaba_domain::reports::register::{Cell, cells, written_on};
use akwaba_domain::reports::sign;
use akwaba_domain::scope;
use akwaba_journal::chain::Hash;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_procedures::workbook::{Confidentiality, Content, Register};
use akwaba_store::projections::casework::{RegisterLine, edition, versions};
use akwaba_store::{StoreError, Tx, entity};
use jiff::civil::Date;

use crate::frame::Frame;
use crate::pages::casework::Names;
use crate::pages::reception::{Staff, numbered};
use crate::problem::Problem;
use crate::show;

/// A register, as the newest version of its procedure that has it declares it.
pub(crate) struct Declared {
    pub(crate) edition: Arc<Edition>,
    pub(crate) register: Register,
    /// The titles of its columns beside the number.
    pub(crate) titles: Vec<String>,
}

/// Finds a register.
///
/// # Errors
/// [`Problem::NotFound`] when no version declares it, or its procedure is sealed: it is kept on paper, under lock.
pub(crate) fn declared(
    tx: &mut dyn Tx,
    centre: CentreId,
    (procedure, register): (&str, &str),
) -> Result<Declared, Problem> {
    for listed in versions(tx, centre, procedure)? {
        let Some(edition) = edition(tx, centre, &listed.named)? else {
            continue;
        };
        if edition.procedure.confidentiality == Confidentiality::Sealed {
            break;
        }
        let mut registers = edition.procedure.registers.iter();
        if let Some(known) = registers.find(|known| known.code == register).cloned() {
            let columns = known.columns.iter();
            let columns = columns.filter(|column| column.content != Content::Number);
            return Ok(Declared {
                titles: columns.map(|column| column.title.clone()).collect(),
                register: known,
                edition,
            });
        }
    }
    Err(Problem::NotFound)
}

/// Who reads: somebody with their functions in the centre, or who was allowed all of it.
#[derive(Clone, Copy)]
pub(crate) enum Reader<'a> {
    Somebody(ActorId, &'a Hands),
    All,
}

/// What stands in a line.
pub(crate) enum Said {
    /// The title and the content of each column.
    Open(Vec<(String, Cell)>),
    /// Kept from this reader.
    Kept,
    /// Forgotten, or not here.
    Forgotten,
}

/// A line, read with its case.
pub(crate) struct Line {
    pub(crate) numbered: Numbered,
    pub(crate) said: Said,
    /// When it was written; none when it is forgotten.
    pub(crate) day: Option<Date>,
    /// The hash under which it is signed; none when it is forgotten.
    pub(crate) hash: Option<Hash>,
}

/// Reads a line with its case.
pub(crate) fn read(
    tx: &mut dyn Tx,
    here: ScopeId,
    reader: Reader<'_>,
    register: &str,
    line: &RegisterLine,
) -> Result<Line, Problem> {
    let numbered = line.numbered;
    let mut found = Line {
        numbered,
        said: Said::Forgotten,
        day: None,
        hash: None,
    };
    let Some(place) = line.place else {
        return Ok(found);
    };
    let state = entity::load(tx, here, numbered.case)?;
    let Some(case) = Case::of(numbered.case, &state) else {
        return Ok(found);
    };
    let Some(edition) = edition(tx, case.centre, &case.procedure)? else {
        return Ok(found);
    };
    let Some(written) = cells(&case, &edition, register, place) else {
        return Ok(found);
    };
    let shown = name(tx, here, case.subject.record())?;
    found.hash = Some(sign::hash(&case, &written, &numbered, &shown));
    found.day = written_on(&case, place);
    let open = match reader {
        Reader::All => true,
        Reader::Somebody(me, hands) => case.may_be_opened_by(&edition, me, hands),
    };
    let written = written.into_iter();
    found.said = if open {
        Said::Open(
            written
                .map(|(title, cell)| (title.to_owned(), cell))
                .collect(),
        )
    } else {
        Said::Kept
    };
    Ok(found)
}

/// The name under which a person or a group stands in a register; none for a household, which stands under a word.
fn name(tx: &mut dyn Tx, here: ScopeId, subject: Option<EntityId>) -> Result<String, StoreError> {
    let Some(id) = subject else {
        return Ok(String::new());
    };
    Ok(match entity::find(tx, here, id)? {
        Some((kind, state)) if kind == person::KIND && state.exists() => {
            let view = PersonView::of(id, &state);
            PersonLine::of(&view).name.as_str().to_owned()
        }
        Some((kind, state)) if kind == group::KIND && state.exists() => {
            GroupLine::of(&GroupView::of(id, &state))
                .name
                .as_str()
                .to_owned()
        }
        _ => String::new(),
    })
}

/// The names that stand in some lines.
pub(crate) struct People {
    subjects: Names,
    staff: Staff,
}

impl People {
    /// Reads them.
    pub(crate) fn of(
        tx: &mut dyn Tx,
        f: &Frame,
        centre: CentreId,
        lines: &[Line],
    ) -> Result<Self, Problem> {
        let cells = lines.iter().flat_map(|line| match &line.said {
            Said::Open(cells) => cells.as_slice(),
            Said::Kept | Said::Forgotten => &[],
        });
        Self::of_cells(tx, f, centre, cells)
    }

    /// Reads those that stand in some cells.
    pub(crate) fn of_cells<'c>(
        tx: &mut dyn Tx,
        f: &Frame,
        centre: CentreId,
        cells: impl Iterator<Item = &'c (String, Cell)> + Clone,
    ) -> Result<Self, Problem> {
        let subjects = cells.clone().filter_map(|(_, cell)| match cell {
            Cell::Person(subject) => subject.record(),
            _ => None,
        });
        let workers = cells.filter_map(|(_, cell)| match cell {
            Cell::Worker(worker) => Some(*worker),
            _ => None,
        });
        Ok(Self {
            subjects: Names::of(tx, scope::registry(centre), f, subjects)?,
            staff: Staff::of(tx, centre, workers)?,
        })
    }

    /// A line under these columns. A version of the procedure that did not have a column leaves it empty.
    pub(crate) fn row(
        &self,
        f: &Frame,
        titles: &[String],
        cells: &[(String, Cell)],
    ) -> Vec<String> {
        let cells: BTreeMap<&str, &Cell> = cells
            .iter()
            .map(|(title, cell)| (title.as_str(), cell))
            .collect();
        let said = |title: &String| match cells.get(title.as_str()) {
            None | Some(Cell::Number) => String::new(),
            Some(Cell::Day(day)) => show::civil(*day),
            Some(Cell::Worker(worker)) => self.staff.name(*worker).to_owned(),
            Some(Cell::Person(subject)) => self.subjects.name(f, subject.record()),
            Some(Cell::Words(words)) => words.clone(),
        };
        titles.iter().map(said).collect()
    }
}

/// A line as a sheet prints it.
pub(super) struct Printed {
    /// The case it comes from; empty when it is kept from this reader, or forgotten.
    pub(super) case: String,
    pub(super) number: String,
    /// What stands in the other columns; none when it is kept from this reader, or forgotten.
    pub(super) cells: Option<Vec<String>>,
    /// Why nothing stands there.
    pub(super) instead: String,
    /// How it stands to the signature.
    pub(super) remark: String,
}

impl Printed {
    pub(super) fn of(
        f: &Frame,
        (people, titles): (&People, &[String]),
        (line, code): (&Line, &str),
        remark: String,
    ) -> Self {
        let (cells, instead) = match &line.said {
            Said::Open(cells) => (Some(people.row(f, titles, cells)), String::new()),
            Said::Kept => (None, f.t("reports-register-kept")),
            Said::Forgotten => (None, f.t("reports-register-forgotten")),
        };
        let case = cells
            .as_ref()
            .map(|_| format!("/dossiers/{}", line.numbered.case));
        Self {
            case: case.unwrap_or_default(),
            number: numbered(line.numbered.number, code),
            cells,
            instead,
            remark,
        }
    }
}

/// Whether some line is kept from the reader.
pub(super) fn hides(lines: &[Line]) -> bool {
    lines.iter().any(|line| matches!(line.said, Said::Kept))
}
