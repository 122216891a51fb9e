//! The life and death of what is kept: requests as rows, destructions and breaches in order, and what
//! stands of a file.

mod destroy;
mod file;
mod opposition;
mod year;

pub use destroy::{all_of, destroy, training};
pub use file::{Due, due, file, holds};
pub use opposition::{kept_in, opposed, opposes, people_of};
pub use year::{Year, days, year};

use crate::entity;
use crate::error::Result;
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::Tx;
use akwaba_domain::privacy::{
    BREACH, Breach, DESTRUCTION, Destruction, REQUEST, Request, Terms, term,
};
use akwaba_domain::reception::Day;
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, EntityId, ScopeId};

/// What is made of requests.
pub const PROJECTION: Projection = Projection {
    name: "privacy",
    kinds: &[REQUEST],
    tables: &[table!("opposition_row"), table!("privacy_request_row")],
    apply,
};

fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let Some(request) = Request::of(applied.entity, applied.state) else {
        tx.execute(
            "DELETE FROM privacy_request_row WHERE scope = $1 AND entity = $2",
            params![&applied.scope, &applied.entity],
        )?;
        return opposition::write(tx, applied, None);
    };
    opposition::write(tx, applied, Some(&request))?;
    let answer = request.answer.as_ref();
    tx.execute(
        "INSERT INTO privacy_request_row (scope, entity, person, wish, day, due, answered, outcome) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (scope, entity) DO UPDATE SET \
         answered = excluded.answered, outcome = excluded.outcome",
        params![
            &applied.scope,
            &applied.entity,
            &request.person,
            request.wish.code(),
            request.day.sortable(),
            request.due().sortable(),
            answer.is_some(),
            answer.map(|answer| answer.outcome.code())
        ],
    )?;
    Ok(())
}

/// The terms of a centre.
///
/// # Errors
/// Those of the engine.
pub fn terms(tx: &mut dyn Tx, centre: CentreId) -> Result<Terms> {
    let state = entity::load(tx, scope::office(centre), term::entity(centre))?;
    Ok(Terms::of(&state))
}

/// Every destruction, the newest first.
///
/// # Errors
/// Those of the engine.
pub fn destructions(tx: &mut dyn Tx, centre: CentreId) -> Result<Vec<Destruction>> {
    let mut found = Vec::new();
    entity::each_of_kind(tx, scope::office(centre), DESTRUCTION, &mut |id, state| {
        found.extend(Destruction::of(id, &state));
        Ok(())
    })?;
    found.sort_by_key(|one| core::cmp::Reverse((one.at_micros, one.id)));
    Ok(found)
}

/// Every breach, the newest discovery first.
///
/// # Errors
/// Those of the engine.
pub fn breaches(tx: &mut dyn Tx, centre: CentreId) -> Result<Vec<Breach>> {
    let mut found = Vec::new();
    entity::each_of_kind(tx, scope::office(centre), BREACH, &mut |id, state| {
        found.extend(Breach::of(id, &state));
        Ok(())
    })?;
    found.sort_by_key(|one| core::cmp::Reverse((one.found_micros, one.id)));
    Ok(found)
}

fn requests_by(tx: &mut dyn Tx, scope: ScopeId, rows: &[crate::tx::Row]) -> Result<Vec<Request>> {
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let id: EntityId = row.id(0)?;
        found.extend(Request::of(id, &entity::load(tx, scope, id)?));
    }
    Ok(found)
}

/// The requests of a person, the newest first.
///
/// # Errors
/// Those of the engine.
pub fn requests_of(tx: &mut dyn Tx, scope: ScopeId, person: EntityId) -> Result<Vec<Request>> {
    let rows = tx.query(
        "SELECT entity FROM privacy_request_row WHERE scope = $1 AND person = $2 \
         ORDER BY day DESC, entity DESC",
        params![&scope, &person],
    )?;
    requests_by(tx, scope, &rows)
}

/// The requests that await an answer, the most pressing first; then the newest of those answered.
///
/// # Errors
/// Those of the engine.
pub fn requests(tx: &mut dyn Tx, scope: ScopeId, answered_max: u32) -> Result<Vec<Request>> {
    let mut rows = tx.query(
        "SELECT entity FROM privacy_request_row WHERE scope = $1 AND answered = 0 \
         ORDER BY due, entity",
        params![&scope],
    )?;
    rows.extend(tx.query(
        "SELECT entity FROM privacy_request_row WHERE scope = $1 AND answered = 1 \
         ORDER BY due DESC, entity LIMIT $2",
        params![&scope, answered_max],
    )?);
    requests_by(tx, scope, &rows)
}

/// How many requests are to be answered, and how many of them are late on a day.
///
/// # Errors
/// Those of the engine.
pub fn requests_open(tx: &mut dyn Tx, scope: ScopeId, today: Day) -> Result<(i64, i64)> {
    let row = tx.one(
        "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN due < $1 THEN 1 ELSE 0 END), 0) AS BIGINT) \
         FROM privacy_request_row WHERE scope = $2 AND answered = 0",
        params![today.sortable(), &scope],
    )?;
    Ok((row.int(0)?, row.int(1)?))
}

/// The requests that came in some days, counted by what is asked and how it ended; no outcome while
/// it is open.
///
/// # Errors
/// Those of the engine.
pub fn requests_counted(
    tx: &mut dyn Tx,
    scope: ScopeId,
    (first, last): (Day, Day),
) -> Result<Vec<(String, Option<String>, i64)>> {
    let rows = tx.query(
        "SELECT wish, outcome, COUNT(*) FROM privacy_request_row \
         WHERE scope = $1 AND day >= $2 AND day <= $3 GROUP BY wish, outcome ORDER BY wish, outcome",
        params![&scope, first.sortable(), last.sortable()],
    )?;
    let read = |row: &crate::tx::Row| {
        Ok((
            row.text(0)?.to_owned(),
            row.opt_text(1)?.map(str::to_owned),
            row.int(2)?,
        ))
    };
    rows.iter().map(read).collect()
}
