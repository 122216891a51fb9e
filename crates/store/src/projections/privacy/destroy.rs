//! Carrying out a destruction: every key that opens something of a file, and what lies beside the
//! journal.
//!
//! Never: decides that it may be done.

use super::file::households;
use crate::error::Result;
use crate::forget::{forget, is_forgotten};
use crate::params;
use crate::projections::registry::link;
use crate::tx::Tx;
use akwaba_domain::privacy::destruction::Counts;
use akwaba_domain::privacy::{Destruction, FileRef, Kind};
use akwaba_domain::reception::{Day, Minute};
use akwaba_domain::registry::link::Pair;
use akwaba_journal::id::{EntityId, ScopeId};
use std::collections::BTreeSet;

/// The keys under which something of some files is written, by what they are the keys of.
#[derive(Debug, Default)]
struct Keys {
    persons: BTreeSet<EntityId>,
    households: BTreeSet<EntityId>,
    groups: BTreeSet<EntityId>,
    cases: BTreeSet<EntityId>,
    visits: BTreeSet<EntityId>,
    appointments: BTreeSet<EntityId>,
    links: BTreeSet<EntityId>,
}

impl Keys {
    fn of(tx: &mut dyn Tx, scope: ScopeId, files: &[FileRef]) -> Result<Self> {
        let mut keys = Self::default();
        for file in files {
            match file.kind {
                Kind::Person => keys.person(tx, scope, file.id)?,
                Kind::Household => {
                    keys.households.insert(file.id);
                }
                Kind::Group => {
                    keys.groups.insert(file.id);
                }
                Kind::Case => {
                    keys.cases.insert(file.id);
                }
                Kind::Visit => {
                    keys.visits.insert(file.id);
                }
                Kind::Appointment => {
                    keys.appointments.insert(file.id);
                }
            }
        }
        for household in keys.emptied(tx, scope)? {
            keys.households.insert(household);
        }
        Ok(keys)
    }

    /// Every record of a person, and what was written of them under other keys.
    fn person(&mut self, tx: &mut dyn Tx, scope: ScopeId, person: EntityId) -> Result<()> {
        for record in link::group(tx, scope, person)? {
            self.persons.insert(record);
            let here = params![&scope, &record];
            let visits = "SELECT visit FROM visit_row WHERE scope = $1 AND person = $2";
            let appointments =
                "SELECT appointment FROM appointment_row WHERE scope = $1 AND person = $2";
            for row in &tx.query(visits, here)? {
                self.visits.insert(row.id(0)?);
            }
            for row in &tx.query(appointments, here)? {
                self.appointments.insert(row.id(0)?);
            }
            let links = link::of(tx, scope, record)?.into_iter();
            self.links.extend(links.map(|link| Pair::entity(link.pair)));
        }
        Ok(())
    }

    /// The households in which nobody else is left.
    fn emptied(&self, tx: &mut dyn Tx, scope: ScopeId) -> Result<Vec<EntityId>> {
        let mut emptied = Vec::new();
        for person in &self.persons {
            for household in households(tx, scope, *person)? {
                let members = tx.query(
                    "SELECT person, membership FROM member_row WHERE scope = $1 AND household = $2",
                    params![&scope, &household],
                )?;
                let mut left = 0;
                for row in &members {
                    let member: EntityId = row.id(0)?;
                    let goes = self.persons.contains(&member) || is_forgotten(tx, scope, member)?;
                    left += usize::from(!goes);
                }
                if left == 0 {
                    emptied.push(household);
                }
            }
        }
        Ok(emptied)
    }

    fn all(&self) -> BTreeSet<EntityId> {
        let sets = [
            &self.persons,
            &self.households,
            &self.groups,
            &self.cases,
            &self.visits,
            &self.appointments,
            &self.links,
        ];
        sets.into_iter().flatten().copied().collect()
    }
}

fn micros(day: Day) -> i64 {
    Minute::new(0, 0).map_or(0, |midnight| day.at(midnight).0)
}

fn counted(tx: &mut dyn Tx, sql: &'static str, scope: ScopeId, key: EntityId) -> Result<u64> {
    Ok(tx.one(sql, params![&scope, &key])?.int(0)?.unsigned_abs())
}

/// How much of what goes with the files that a destruction names, today.
///
/// # Errors
/// Those of the engine.
pub fn all_of(tx: &mut dyn Tx, scope: ScopeId, what: &Destruction) -> Result<Counts> {
    let keys = Keys::of(tx, scope, &what.files)?;
    counts(tx, scope, &keys, what.training_before)
}

fn counts(
    tx: &mut dyn Tx,
    scope: ScopeId,
    keys: &Keys,
    training_before: Option<Day>,
) -> Result<Counts> {
    let all = keys.all();
    let size = |set: &BTreeSet<EntityId>| u64::try_from(set.len()).unwrap_or(u64::MAX);
    let mut counts = Counts {
        persons: size(&keys.persons),
        households: size(&keys.households),
        groups: size(&keys.groups),
        cases: size(&keys.cases),
        visits: size(&keys.visits),
        appointments: size(&keys.appointments),
        links: size(&keys.links),
        keys: size(&all),
        ..Counts::default()
    };
    for key in &all {
        counts.cases += counted(
            tx,
            "SELECT COUNT(*) FROM case_row WHERE scope = $1 AND subject = $2",
            scope,
            *key,
        )?;
        counts.pictures += counted(
            tx,
            "SELECT COUNT(*) FROM document_picture WHERE scope = $1 AND subject = $2",
            scope,
            *key,
        )?;
    }
    if let Some(before) = training_before {
        counts.training = training(tx, before)?;
    }
    Ok(counts)
}

/// How many lines say what people did in training before a day.
///
/// # Errors
/// Those of the engine.
pub fn training(tx: &mut dyn Tx, before: Day) -> Result<u64> {
    let done = tx.one(
        "SELECT COUNT(*) FROM training_done WHERE done_micros < $1",
        params![micros(before)],
    )?;
    Ok(done.int(0)?.unsigned_abs())
}

/// Destroys the keys of all that a destruction names, and what lies beside the journal; gives how much
/// went. What remains on the disk is removed by [`crate::Store::wipe`].
///
/// # Errors
/// Those of the engine.
pub fn destroy(
    tx: &mut dyn Tx,
    now_micros: i64,
    scope: ScopeId,
    what: &Destruction,
) -> Result<Counts> {
    let keys = Keys::of(tx, scope, &what.files)?;
    let counts = counts(tx, scope, &keys, what.training_before)?;
    for key in keys.all() {
        forget(tx, now_micros, scope, key)?;
        // A form that was being typed on one of its pages.
        let pages = format!("%{key}%");
        tx.execute("DELETE FROM form_draft WHERE form LIKE $1", params![&pages])?;
    }
    if let Some(before) = what.training_before {
        for text in [
            "DELETE FROM training_done WHERE done_micros < $1",
            "DELETE FROM training_play WHERE saved_micros < $1",
        ] {
            tx.execute(text, params![micros(before)])?;
        }
    }
    Ok(counts)
}
