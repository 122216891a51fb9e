//! The talks that stand in cases under P23 and not among the activities: read from the lines of its register.
//!
//! Invariant: what is one talk is counted once. One that stands among the activities too, tied to its case, or told there on
//! the same day, on the same theme, with the same numbers, is left out here.

use crate::entity;
use crate::error::Result;
use crate::params;
use crate::projections::casework::edition;
use crate::tx::Tx;
use akwaba_domain::activity::{TALK_PROCEDURE, TALK_REGISTER, Talk};
use akwaba_domain::casework::Case;
use akwaba_domain::reception::Day;
use akwaba_domain::registry::person::Sex;
use akwaba_journal::id::{CentreId, EntityId, ScopeId};
use jiff::civil::Time;

/// The talks held between two days, both included, in the order in which they were written.
///
/// # Errors
/// Those of the engine.
pub fn talks(
    tx: &mut dyn Tx,
    (scope, centre): (ScopeId, CentreId),
    (first, last): (Day, Day),
) -> Result<Vec<Talk>> {
    // A talk is written on the day it was held, or later. Of the lines of a case, the first are those of the activities
    // that are tied to it.
    let since = akwaba_domain::casework::time::micros(first.date().to_datetime(Time::midnight()));
    let rows = tx.query(
        "SELECT l.entity, l.place FROM register_line_row l WHERE l.scope = $1 \
         AND l.procedure_code = $2 AND l.register = $3 AND l.clock_micros >= $4 \
         AND (SELECT COUNT(*) FROM register_line_row b WHERE b.scope = l.scope \
         AND b.entity = l.entity AND b.register = l.register AND b.place < l.place) \
         >= (SELECT COUNT(*) FROM activity_row a WHERE a.scope = l.scope \
         AND a.case_entity = l.entity AND a.stage = 'tenue') \
         ORDER BY l.clock_micros, l.clock_count, l.entry, l.place",
        params![&scope, TALK_PROCEDURE, TALK_REGISTER, since],
    )?;
    let mut found = Vec::new();
    for row in rows {
        let (id, place): (EntityId, i64) = (row.id(0)?, row.int(1)?);
        let state = entity::load(tx, scope, id)?;
        let Some(case) = Case::of(id, &state) else {
            continue;
        };
        let Some(edition) = edition(tx, centre, &case.procedure)? else {
            continue;
        };
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        let talk = Talk::of(&case, &edition, place);
        let Some(talk) = talk.filter(|talk| first <= talk.day && talk.day <= last) else {
            continue;
        };
        if !told_there(tx, scope, &talk)? {
            found.push(talk);
        }
    }
    Ok(found)
}

/// Whether it is told among the activities too, though nobody said that they are one.
fn told_there(tx: &mut dyn Tx, scope: ScopeId, talk: &Talk) -> Result<bool> {
    let [women, men] = [Sex::Female, Sex::Male].map(|sex| talk.counts.of_sex(sex));
    let same = tx.one(
        "SELECT COUNT(*) FROM activity_row WHERE scope = $1 AND stage = 'tenue' AND day = $2 \
         AND theme = $3 AND women = $4 AND men = $5 AND case_entity IS NULL",
        params![&scope, talk.day.sortable(), talk.theme.code(), women, men],
    )?;
    Ok(same.int(0)? > 0)
}
