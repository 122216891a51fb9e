//! The lines of one register, as far as somebody may read them: for its sheets, its months, and the list that leaves.
//!
//! A line of a case that this reader may not open keeps its number and says nothing more; so does one that was forgotten.

use std::collections::BTreeMap;
use std::sync::Arc;

use akwaba_domain::casework::{Case, Edition, Hands, Subject};
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
use akwaba_store::projections::casework::{Editions, RegisterLine, edition, versions};
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
    /// Whose case it is; none when it is forgotten.
    pub(crate) subject: Option<Subject>,
    /// When it was written; none when it is forgotten.
    pub(crate) day: Option<Date>,
    /// The hash under which it is signed; none when it is forgotten.
    pub(crate) hash: Option<Hash>,
}

/// A case that wrote lines, with what they are read by.
struct Writer {
    case: Case,
    edition: Arc<Edition>,
    /// The name under which it stands in a register.
    shown: String,
    /// Whether the reader may open it.
    open: bool,
}

/// Reads lines of a register with their cases, in the order given. A case is read once, however many of the lines are its own.
pub(crate) fn read(
    tx: &mut dyn Tx,
    here: ScopeId,
    reader: Reader<'_>,
    register: &str,
    lines: &[RegisterLine],
) -> Result<Vec<Line>, Problem> {
    let mut editions = Editions::default();
    let mut by_case: Vec<(usize, &RegisterLine)> = lines.iter().enumerate().collect();
    by_case.sort_by_key(|(_, line)| line.numbered.case);
    let mut found = Vec::with_capacity(lines.len());
    for of_case in by_case.chunk_by(|(_, a), (_, b)| a.numbered.case == b.numbered.case) {
        let mut written = of_case.iter().filter(|(_, line)| line.place.is_some());
        let writer = match written.next() {
            Some((_, line)) => writer(tx, here, reader, &mut editions, line.numbered.case)?,
            None => None,
        };
        let writer = writer.as_ref();
        found.extend(
            of_case
                .iter()
                .map(|(rank, line)| (*rank, one(writer, register, line))),
        );
    }
    found.sort_by_key(|(rank, _)| *rank);
    Ok(found.into_iter().map(|(_, line)| line).collect())
}

/// The case of some lines; none when it is forgotten, or not here.
fn writer(
    tx: &mut dyn Tx,
    here: ScopeId,
    reader: Reader<'_>,
    editions: &mut Editions,
    id: EntityId,
) -> Result<Option<Writer>, Problem> {
    let Some(case) = Case::of(id, &entity::load(tx, here, id)?) else {
        return Ok(None);
    };
    let Some(edition) = editions.find(tx, case.centre, &case.procedure)? else {
        return Ok(None);
    };
    Ok(Some(Writer {
        shown: name(tx, here, case.subject.record())?,
        open: match reader {
            Reader::All => true,
            Reader::Somebody(me, hands) => case.may_be_opened_by(&edition, me, hands),
        },
        case,
        edition,
    }))
}

/// One line of a case.
fn one(writer: Option<&Writer>, register: &str, line: &RegisterLine) -> Line {
    let mut found = Line {
        numbered: line.numbered,
        said: Said::Forgotten,
        subject: None,
        day: None,
        hash: None,
    };
    let Some((writer, place)) = writer.zip(line.place) else {
        return found;
    };
    let case = &writer.case;
    let Some(written) = cells(case, &writer.edition, register, place) else {
        return found;
    };
    found.hash = Some(sign::hash(case, &written, &line.numbered, &writer.shown));
    found.day = written_on(case, place);
    found.subject = Some(case.subject);
    found.said = if writer.open {
        let written = written.into_iter();
        Said::Open(
            written
                .map(|(title, cell)| (title.to_owned(), cell))
                .collect(),
        )
    } else {
        Said::Kept
    };
    found
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
