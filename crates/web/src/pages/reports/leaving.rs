//! A register that cases fill, month by month, as rows of a list that leaves the centre. The line of somebody who opposes
//! leaving keeps its number and what its signature says, and nothing more.

use akwaba_domain::casework::Subject;
use akwaba_domain::registry::HouseholdView;
use akwaba_domain::reports::number::Month;
use akwaba_domain::reports::sign::Standing;
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, EntityId, ScopeId};
use akwaba_store::{StoreError, Tx, entity};
use jiff::civil::Date;
use std::collections::BTreeSet;

pub(crate) use super::lines::Declared;
use super::lines::{self, People, Reader, Said};
use super::month;
use crate::frame::Frame;
use crate::pages::reception::{centre_code, numbered};
use crate::problem::Problem;

/// One row.
pub(crate) struct Row {
    /// When it was written; none when it is forgotten.
    pub(crate) day: Option<Date>,
    /// Its number, its columns, what its signature says.
    pub(crate) cells: Vec<String>,
}

/// Finds a register; none when no version declares it, or it is sealed.
pub(crate) fn declared(
    tx: &mut dyn Tx,
    centre: CentreId,
    named: (&str, &str),
) -> Result<Option<Declared>, StoreError> {
    match lines::declared(tx, centre, named) {
        Ok(found) => Ok(Some(found)),
        Err(Problem::NotFound) => Ok(None),
        Err(problem) => Err(failed(problem)),
    }
}

/// The lines of a month, for who may take all of them out. With the records of those who are in no list that leaves.
pub(crate) fn month(
    tx: &mut dyn Tx,
    f: &Frame,
    centre: CentreId,
    month: &Month,
    of: (&Declared, &BTreeSet<EntityId>),
) -> Result<Vec<Row>, StoreError> {
    rows(tx, f, centre, month, of).map_err(failed)
}

fn rows(
    tx: &mut dyn Tx,
    f: &Frame,
    centre: CentreId,
    month: &Month,
    (of, kept_in): (&Declared, &BTreeSet<EntityId>),
) -> Result<Vec<Row>, Problem> {
    let (page, lines, _) = month::load(tx, centre, Reader::All, month)?;
    let mut opposing = BTreeSet::new();
    for line in &lines {
        if let Some(subject) = line.subject
            && speaks_of(tx, scope::registry(centre), subject, kept_in)?
        {
            opposing.insert(line.numbered.number);
        }
    }
    let people = People::of(tx, f, centre, &lines)?;
    let code = centre_code(tx, centre)?;
    let rows = lines.iter().zip(&page.lines).map(|(line, stands)| {
        let mut cells = vec![numbered(line.numbered.number, &code)];
        match &line.said {
            Said::Open(_) if opposing.contains(&line.numbered.number) => {
                cells.push(f.t("export-opposed-name"));
                cells.resize(of.titles.len() + 1, String::new());
            }
            Said::Open(said) => cells.extend(people.row(f, &of.titles, said)),
            Said::Kept | Said::Forgotten => {
                cells.resize(of.titles.len() + 1, String::new());
            }
        }
        cells.push(match stands.standing {
            Standing::Unsigned => f.t("reports-is-unsigned"),
            Standing::Signed => f.t("reports-is-signed"),
            Standing::Added => f.t("reports-added-after"),
            Standing::Changed => f.t("reports-changed-after"),
            Standing::Forgotten => f.t("reports-register-forgotten"),
        });
        Row {
            day: line.day,
            cells,
        }
    });
    Ok(rows.collect())
}

/// Whether a case is one of these people, or of a household of theirs.
fn speaks_of(
    tx: &mut dyn Tx,
    scope: ScopeId,
    subject: Subject,
    people: &BTreeSet<EntityId>,
) -> Result<bool, StoreError> {
    Ok(match subject {
        Subject::Person(id) => people.contains(&id),
        Subject::Household(id) if !people.is_empty() => {
            let view = HouseholdView::of(id, &entity::load(tx, scope, id)?);
            view.people().any(|one| people.contains(&one))
        }
        Subject::Household(_) | Subject::Group(_) | Subject::Nobody => false,
    })
}

/// What only the store can say of a register that was found.
fn failed(problem: Problem) -> StoreError {
    match problem {
        Problem::Store(error) => error,
        _ => StoreError::corrupt("a line of a register cannot be read"),
    }
}
