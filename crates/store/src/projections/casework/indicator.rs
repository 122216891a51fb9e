//! How each indicator of its procedure stands to each case, so that a page counts a year of them without reading a case.
//!
//! Rows follow from the case and its procedure alone. What only the moment of reading tells is so marked, and asked then of
//! the case itself.

use super::manual::Editions;
use super::read::{CaseLine, line};
use crate::entity;
use crate::error::{Result, StoreError};
use crate::params;
use crate::tx::Tx;
use akwaba_domain::casework::time::{civil, micros};
use akwaba_domain::casework::{Case, Edition};
use akwaba_domain::registry::Day;
use akwaba_domain::registry::line::PersonLine;
use akwaba_domain::registry::person::Sex;
use akwaba_domain::reports::age::AgeBand;
use akwaba_domain::reports::indicator::{self, About, Held, Judged};
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, EntityId, ScopeId};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use std::collections::HashMap;
use std::sync::Arc;

pub(super) fn clear(tx: &mut dyn Tx, scope: ScopeId, case: EntityId) -> Result<()> {
    tx.execute(
        "DELETE FROM case_indicator_row WHERE scope = $1 AND entity = $2",
        params![&scope, &case],
    )?;
    Ok(())
}

/// Writes how the indicators stand to a case, where anything changed.
pub(super) fn write(
    tx: &mut dyn Tx,
    scope: ScopeId,
    case: EntityId,
    settled: &[Option<Held>],
) -> Result<()> {
    let places = (0_i64..).zip(settled);
    let wanted: Vec<(i64, i64)> = places
        .filter_map(|(place, held)| Some((place, (*held)?.number())))
        .collect();
    let rows = tx.query(
        "SELECT place, held FROM case_indicator_row WHERE scope = $1 AND entity = $2 \
         ORDER BY place",
        params![&scope, &case],
    )?;
    let known: Vec<(i64, i64)> = rows
        .iter()
        .map(|row| Ok((row.int(0)?, row.int(1)?)))
        .collect::<Result<_>>()?;
    if known == wanted {
        return Ok(());
    }
    clear(tx, scope, case)?;
    for (place, held) in wanted {
        tx.execute(
            "INSERT INTO case_indicator_row (scope, entity, place, held) VALUES ($1, $2, $3, $4)",
            params![&scope, &case, place, held],
        )?;
    }
    Ok(())
}

/// A case of a procedure, as its indicators count it.
#[derive(Debug, Clone, PartialEq)]
pub struct Counting {
    /// The case.
    pub line: CaseLine,
    /// Who may be shown it: 0 who works in the centre, 1 the team and who directs, 2 nobody.
    pub restricted: i64,
    /// The version under which it runs.
    pub edition: Arc<Edition>,
    /// What is counted of it.
    pub judged: Judged,
}

/// The cases of a procedure opened from one day to another, in the order of their numbers, each as its indicators count it at a
/// moment. One whose version cannot be read here counts nowhere.
///
/// # Errors
/// Those of the engine.
pub fn counting(
    tx: &mut dyn Tx,
    centre: CentreId,
    code: &str,
    (first, last): (Date, Date),
    now: DateTime,
) -> Result<Vec<Counting>> {
    let scope = scope::registry(centre);
    let day = |day: Date| micros(day.at(0, 0, 0, 0));
    let (from, to) = (day(first), day(last.saturating_add(1.day())));
    let mut lines: Vec<(CaseLine, i64, Option<PersonLine>)> = Vec::new();
    tx.each(
        "SELECT c.entity, c.year, c.book, c.number, c.procedure_code, c.version, c.layer, c.subject, \
         c.assigned, c.opened_micros, c.over_micros, c.risk, c.restricted, p.line FROM case_row c \
         LEFT JOIN person_row p ON p.scope = c.scope AND p.person = c.subject \
         WHERE c.scope = $1 AND c.procedure_code = $2 AND c.opened_micros >= $3 \
         AND c.opened_micros < $4 ORDER BY +c.year, c.book, c.number, c.entity",
        params![&scope, code, from, to],
        &mut |row| {
            let person = row.opt_blob(13)?.map(minicbor::decode).transpose();
            let person = person
                .map_err(|_| StoreError::corrupt("the row of a person cannot be read"))?;
            lines.push((line(row)?, row.int(12)?, person));
            Ok(())
        },
    )?;
    let mut held: HashMap<EntityId, Vec<(i64, Held)>> = HashMap::new();
    tx.each(
        "SELECT i.entity, i.place, i.held FROM case_row c JOIN case_indicator_row i \
         ON i.scope = c.scope AND i.entity = c.entity WHERE c.scope = $1 \
         AND c.procedure_code = $2 AND c.opened_micros >= $3 AND c.opened_micros < $4",
        params![&scope, code, from, to],
        &mut |row| {
            let told = (row.int(1)?, Held::from_number(row.int(2)?));
            held.entry(row.id(0)?).or_default().push(told);
            Ok(())
        },
    )?;
    let mut editions = Editions::default();
    let mut found = Vec::with_capacity(lines.len());
    for (line, restricted, person) in lines {
        let Some(edition) = editions.find(tx, centre, &line.procedure)? else {
            continue;
        };
        let told = held.remove(&line.case).unwrap_or_default();
        let judged = Judged {
            held: read_held(tx, scope, (line.case, &edition), &told, now)?,
            about: about(person.as_ref(), line.opened_micros),
            assigned: line.assigned,
        };
        found.push(Counting {
            line,
            restricted,
            edition,
            judged,
        });
    }
    Ok(found)
}

/// Whether each indicator of a version holds of a case, from its rows and, where they leave it to the moment, from the case.
fn read_held(
    tx: &mut dyn Tx,
    scope: ScopeId,
    (id, edition): (EntityId, &Edition),
    told: &[(i64, Held)],
    now: DateTime,
) -> Result<Vec<Option<bool>>> {
    let mut by_moment = Vec::new();
    if told.iter().any(|(_, held)| *held == Held::ByMoment) {
        let case = Case::of(id, &entity::load(tx, scope, id)?);
        by_moment = case.map_or_else(Vec::new, |case| indicator::held(&case, edition, now));
    }
    let mut by_moment = by_moment.into_iter();
    let places = 0_i64..edition.procedure.indicators.len() as i64;
    let read = places.map(|place| {
        let at_once = by_moment.next().flatten();
        let (_, held) = told.iter().find(|(at, _)| *at == place)?;
        match held {
            Held::Without => Some(false),
            Held::With => Some(true),
            Held::ByMoment => at_once,
        }
    });
    Ok(read.collect())
}

/// What is counted of a person, on the day on which a case was opened; nothing of a household, a group or somebody forgotten.
fn about(person: Option<&PersonLine>, opened_micros: i64) -> About {
    let Some(person) = person else {
        return About::default();
    };
    let opened = Day::new(civil(opened_micros).date());
    let ages = person
        .birth
        .as_ref()
        .and_then(|birth| birth.ages_on(opened));
    About {
        sex: person.sex.filter(|sex| *sex != Sex::NotSaid),
        age: ages.and_then(AgeBand::between),
    }
}
