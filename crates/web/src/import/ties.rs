//! Who the rows of a file say that others are to them: there, in the registry or in the file, and possible.
//!
//! Only rows of new persons count: nothing else of a row is written. Never: leaves a tie out in silence.

use std::collections::{BTreeMap, BTreeSet};

use akwaba_domain::refusal::Refusal;
use akwaba_domain::registry::import::{Column, Mapping, Naming, Taken, Use};
use akwaba_domain::registry::kin::{self, Brief, Edge, Kin, RelationKind};
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_store::Tx;
use akwaba_store::local::import::line::{self, Line, LineState};
use akwaba_store::projections::registry::person;

use super::ImportError;
use super::found::{Cells, Found, Said};
use super::plan::Work;

/// Persons of the file looked up above one row: a longer line of ancestors is none.
const UP_MAX: usize = 64;

/// What the ties of rows are checked with.
pub(crate) struct Ties<'a> {
    pub(crate) scope: ScopeId,
    pub(crate) naming: &'a Naming,
    pub(crate) mapping: &'a Mapping,
    pub(crate) work: &'a Work,
}

impl Ties<'_> {
    /// Whether the file has any.
    pub(crate) fn any(mapping: &Mapping) -> bool {
        let ties = [Use::As(Column::Relation), Use::As(Column::MustNotTell)];
        mapping.uses().iter().any(|used| ties.contains(used))
    }

    /// Checks the ties of one row, once every row has a name.
    pub(crate) fn check(&self, tx: &mut dyn Tx, line: &mut Line) -> Result<(), ImportError> {
        let new = matches!(
            line.state,
            LineState::New | LineState::Possible | LineState::Probable
        );
        let Some(taken) = self.read(line).filter(|_| new) else {
            return Ok(());
        };
        for person in taken.person.told.people() {
            if !self.is_there(tx, person)? {
                let refusal = Refusal::whole("import-relation-unknown");
                return self.blame(tx, line, &person.to_string(), &refusal);
            }
        }
        let kin = self.kin(tx, &taken)?;
        for relation in &taken.person.told.relations {
            let edge = Edge {
                subject: taken.id,
                relation: relation.clone(),
            };
            if let Err(wrong) = kin::check(&kin, &edge) {
                let place = relation.to.to_string();
                let first = wrong.as_slice().first();
                return first.map_or(Ok(()), |refusal| self.blame(tx, line, &place, refusal));
            }
        }
        Ok(())
    }

    fn read(&self, line: &Line) -> Option<Taken> {
        let staged = Cells::unpack(&line.cells).ok()?;
        let reader = self.work.plan.reader(self.mapping, self.naming);
        reader.read(&staged.cells).ok()
    }

    fn is_there(&self, tx: &mut dyn Tx, person: EntityId) -> Result<bool, ImportError> {
        if person::find(tx, self.scope, person)?.is_some() {
            return Ok(true);
        }
        Ok(line::of_person(tx, self.work.id, person)?.is_some())
    }

    /// The persons around a row: those it names, and in the file all those above them.
    fn kin(&self, tx: &mut dyn Tx, taken: &Taken) -> Result<Kin, ImportError> {
        let brief = |taken: &Taken| Brief {
            birth: taken.person.birth,
            sex: taken.person.sex,
            death: taken.person.told.death,
        };
        let mut kin = Kin {
            people: BTreeMap::from([(taken.id, brief(taken))]),
            edges: Vec::new(),
        };
        let up = [
            RelationKind::Mother,
            RelationKind::Father,
            RelationKind::Guardian,
        ];
        let mut seen = BTreeSet::from([taken.id]);
        let mut todo: Vec<EntityId> = taken.person.told.relations.iter().map(|r| r.to).collect();
        while let Some(id) = todo.pop().filter(|_| seen.len() < UP_MAX) {
            if !seen.insert(id) {
                continue;
            }
            if let Some(row) = person::find(tx, self.scope, id)? {
                // Nobody known names somebody new: no way leads back from here.
                kin.people.insert(id, row.line.brief());
                continue;
            }
            let line = line::of_person(tx, self.work.id, id)?;
            let Some(other) = line.and_then(|line| self.read(&line)) else {
                continue;
            };
            kin.people.insert(id, brief(&other));
            for relation in other.person.told.relations {
                if up.contains(&relation.kind) {
                    todo.push(relation.to);
                    kin.edges.push(Edge {
                        subject: id,
                        relation,
                    });
                }
            }
        }
        Ok(kin)
    }

    /// Notes a fault at the cell that names a record.
    fn blame(
        &self,
        tx: &mut dyn Tx,
        line: &mut Line,
        record: &str,
        refusal: &Refusal,
    ) -> Result<(), ImportError> {
        let staged = Cells::unpack(&line.cells)?;
        let mut cells = self.mapping.uses().iter().zip(&staged.cells);
        let at = cells.position(|(used, cell)| {
            let tie = matches!(used, Use::As(Column::Relation | Column::MustNotTell));
            tie && cell.contains(record)
        });
        let mut found = Found::unpack(line.found.as_deref())?;
        let column = at.and_then(|at| u32::try_from(at).ok());
        found.faults.push(Said::refusal(column, refusal));
        let packed = found.pack();
        line::renote(tx, self.work.id, line.number, LineState::Wrong, &packed)?;
        (line.state, line.found) = (LineState::Wrong, Some(packed));
        Ok(())
    }
}
