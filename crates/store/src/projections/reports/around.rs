//! What stands around a report: days without signature, what is still to be ended, earlier months.

use super::report;
use crate::error::Result;
use crate::params;
use crate::projections::reception::days;
use crate::tx::Tx;
use akwaba_domain::casework::time::civil;
use akwaba_domain::reception::{Day, Step};
use akwaba_domain::reports::monthly::{Around, Month};
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, ScopeId};
use jiff::civil::Date;

fn small(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What stands around the report of a month.
///
/// # Errors
/// Those of the engine.
pub fn around(tx: &mut dyn Tx, centre: CentreId, month: Month) -> Result<Around> {
    let here = scope::registry(centre);
    let (first, last) = (Day::on(month.first()), Day::on(month.last()));
    let (from, to) = month.span_micros();
    let unsigned = days(tx, here, first, last)?.into_iter();
    let unsigned = unsigned.filter(|day| day.lines > 0 && day.signed.is_none());
    let unfinished = tx.one(
        "SELECT COUNT(*) FROM visit_row WHERE scope = $1 AND day >= $2 AND day <= $3 AND step <= $4",
        params![
            &here,
            first.sortable(),
            last.sortable(),
            Step::InInterview.number()
        ],
    )?;
    let drafts = tx.one(
        "SELECT COUNT(*) FROM form_draft WHERE saved_micros < $1 \
         AND (form LIKE '/accueil%' OR form LIKE '/dossiers%')",
        params![to],
    )?;
    let awaited = tx.one(
        "SELECT COUNT(DISTINCT submission) FROM case_visa_row \
         WHERE scope = $1 AND asked_micros >= $2 AND asked_micros < $3",
        params![&here, from, to],
    )?;
    Ok(Around {
        unsigned_days: small(i64::try_from(unsigned.count()).unwrap_or(i64::MAX)),
        unfinished: small(unfinished.int(0)?),
        drafts: small(drafts.int(0)?),
        awaited: small(awaited.int(0)?),
        earlier: unsigned_before(tx, centre, month)?,
    })
}

/// The first month of which a centre has something to tell; none while nothing was recorded.
///
/// # Errors
/// Those of the engine.
pub fn first_month(tx: &mut dyn Tx, centre: CentreId) -> Result<Option<Month>> {
    let here = scope::registry(centre);
    let visit = least(
        tx,
        here,
        "SELECT MIN(day) FROM visit_row WHERE scope = $1 AND retyped = 0",
    )?;
    let case = least(
        tx,
        here,
        "SELECT MIN(opened_micros) FROM case_row WHERE scope = $1",
    )?;
    let person = least(
        tx,
        here,
        "SELECT MIN(first_micros) FROM person_row WHERE scope = $1",
    )?;
    let visit: Option<Date> = visit.and_then(Day::from_sortable).map(Day::date);
    let others = [case, person].into_iter().flatten();
    let first = others.map(|at| civil(at).date()).chain(visit).min();
    Ok(first.map(Month::of))
}

fn least(tx: &mut dyn Tx, here: ScopeId, sql: &'static str) -> Result<Option<i64>> {
    tx.one(sql, params![&here])?.opt_int(0)
}

/// The first month before this one that the centre could tell of and did not sign.
///
/// # Errors
/// Those of the engine.
pub fn unsigned_before(tx: &mut dyn Tx, centre: CentreId, month: Month) -> Result<Option<Month>> {
    let Some(mut at) = first_month(tx, centre)? else {
        return Ok(None);
    };
    // The paper before the first day in the program is not asked for; ten years are more than any centre leaves.
    for _ in 0..120 {
        if at >= month {
            break;
        }
        if report(tx, centre, at)?.last().is_none() {
            return Ok(Some(at));
        }
        at = at.next();
    }
    Ok(None)
}
