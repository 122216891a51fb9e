//! Brings the rows of casework in line with a case, a procedure or the manual.

use super::home_visit::sortable;
use super::manual::edition;
use super::{grave, indicator, kept, register};
use crate::entity;
use crate::error::Result;
use crate::params;
use crate::projection::Applied;
use crate::tx::Tx;
use akwaba_domain::casework::time::micros;
use akwaba_domain::casework::who::function_code;
use akwaba_domain::casework::{CASE, Case, Edition, MANUAL, PROCEDURE, at_home, manual, step};
use akwaba_domain::reports::indicator::settled;
use akwaba_domain::reports::number::REGISTER_MONTH;
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, EntityId, ScopeId};
use akwaba_procedures::run::{Open, Standing, StepState, Waits};
use akwaba_procedures::workbook::Confidentiality;
use jiff::civil::DateTime;

pub(super) fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    match applied.kind {
        CASE => case(tx, applied),
        PROCEDURE => procedure(tx, applied),
        REGISTER_MONTH => register::month(tx, applied),
        MANUAL => match manual::shared_centre(applied.state) {
            Some(centre) => again(tx, centre, None),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}

fn case(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    match Case::of(applied.entity, applied.state) {
        Some(case) => rows(tx, applied.scope, &case),
        None => {
            clear_steps(tx, applied.scope, applied.entity)?;
            register::clear(tx, applied.scope, applied.entity)?;
            grave::clear(tx, applied.scope, applied.entity)?;
            kept::clear(tx, applied.scope, applied.entity)?;
            indicator::clear(tx, applied.scope, applied.entity)?;
            for sql in [
                "DELETE FROM case_row WHERE scope = $1 AND entity = $2",
                "DELETE FROM case_team_row WHERE scope = $1 AND entity = $2",
            ] {
                tx.execute(sql, params![&applied.scope, &applied.entity])?;
            }
            Ok(())
        }
    }
}

/// The rows of one case. Without its procedure, which may come later, it has no open step.
fn rows(tx: &mut dyn Tx, scope: ScopeId, case: &Case) -> Result<()> {
    let edition = edition(tx, case.centre, &case.procedure)?;
    // Lateness is for the reader to tell: rows never depend on the present moment.
    let filled = edition
        .as_deref()
        .map(|edition| (edition, edition.filled(&case.answers, DateTime::MIN)));
    let answers = filled
        .as_ref()
        .map(|(edition, filled)| (*edition, filled.scope()));
    let standing = answers
        .as_ref()
        .map(|(edition, answers)| step::stands(case, edition, answers, DateTime::MIN));
    let over = standing
        .as_ref()
        .and_then(|standing| standing.over.as_ref())
        .map(|over| micros(over.at));
    let risk = case.risk();
    let restricted = restricted(edition.as_deref());
    tx.execute(
        "INSERT INTO case_row (scope, entity, year, book, number, procedure_code, version, layer, \
         subject, assigned, opened_micros, over_micros, risk, restricted) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         ON CONFLICT (scope, entity) DO UPDATE SET \
         year = excluded.year, book = excluded.book, number = excluded.number, \
         procedure_code = excluded.procedure_code, version = excluded.version, \
         layer = excluded.layer, subject = excluded.subject, assigned = excluded.assigned, \
         opened_micros = excluded.opened_micros, over_micros = excluded.over_micros, \
         risk = excluded.risk, restricted = excluded.restricted",
        params![
            &scope,
            &case.id,
            i32::from(case.number.year),
            case.number.book.place(),
            case.number.number,
            &case.procedure.code,
            case.procedure.version,
            case.procedure.layer,
            case.subject.record().as_ref(),
            case.assigned.as_ref(),
            case.opened_micros,
            over,
            risk,
            restricted
        ],
    )?;
    team(tx, scope, case)?;
    clear_steps(tx, scope, case.id)?;
    register::write(tx, scope, case, edition.as_deref())?;
    grave::write(tx, scope, case, over)?;
    match (answers, standing) {
        (Some((edition, answers)), Some(standing)) => {
            kept::write(tx, scope, case.id, &standing)?;
            let settled = settled(edition, &answers, &standing);
            indicator::write(tx, scope, case.id, &settled)?;
            steps(tx, scope, case, edition, &standing)
        }
        _ => {
            indicator::clear(tx, scope, case.id)?;
            kept::clear(tx, scope, case.id)
        }
    }
}

/// 0 to who works in the centre, 1 to the team and who directs, 2 to nobody: what is sealed, and what runs
/// under a procedure that is not there.
fn restricted(edition: Option<&Edition>) -> i64 {
    match edition.map(|edition| edition.procedure.confidentiality) {
        Some(Confidentiality::Ordinary) => 0,
        Some(Confidentiality::Restricted) => 1,
        Some(Confidentiality::Sealed) | None => 2,
    }
}

/// Who is of the team of a case, for lists that show what is restricted.
fn team(tx: &mut dyn Tx, scope: ScopeId, case: &Case) -> Result<()> {
    tx.execute(
        "DELETE FROM case_team_row WHERE scope = $1 AND entity = $2",
        params![&scope, &case.id],
    )?;
    for who in case.team() {
        tx.execute(
            "INSERT INTO case_team_row (scope, entity, actor) VALUES ($1, $2, $3) \
             ON CONFLICT (scope, entity, actor) DO NOTHING",
            params![&scope, &case.id, &who],
        )?;
    }
    Ok(())
}

fn clear_steps(tx: &mut dyn Tx, scope: ScopeId, case: EntityId) -> Result<()> {
    for sql in [
        "DELETE FROM case_step_row WHERE scope = $1 AND entity = $2",
        "DELETE FROM case_alert_row WHERE scope = $1 AND entity = $2",
        "DELETE FROM case_visa_row WHERE scope = $1 AND entity = $2",
    ] {
        tx.execute(sql, params![&scope, &case])?;
    }
    Ok(())
}

fn steps(
    tx: &mut dyn Tx,
    scope: ScopeId,
    case: &Case,
    edition: &Edition,
    standing: &Standing<'_>,
) -> Result<()> {
    let away = at_home::due(case, standing);
    for (state, open) in standing.open() {
        let job = job(edition, &state.step.role);
        let (waits, finished) = match &open.waits {
            Waits::Visa { at, .. } => (true, Some(micros(*at))),
            Waits::Role(_) => (false, None),
        };
        let home = away.iter().find(|due| due.step.code == state.step.code);
        tx.execute(
            "INSERT INTO case_step_row (scope, entity, step, label, job, assigned, since_micros, \
             due_micros, waits, returned, risk, home, home_day, finished_micros) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
            params![
                &scope,
                &case.id,
                &state.step.code,
                &state.step.label,
                job,
                case.assigned.as_ref(),
                micros(open.since),
                open.due.map(micros),
                waits,
                open.returned.is_some(),
                case.risk(),
                home.is_some(),
                home.and_then(|due| due.day).map(sortable),
                finished
            ],
        )?;
        alerts(tx, scope, case, edition, state, open)?;
        visas(tx, scope, case, edition, state, open)?;
    }
    Ok(())
}

fn alerts(
    tx: &mut dyn Tx,
    scope: ScopeId,
    case: &Case,
    edition: &Edition,
    state: &StepState<'_>,
    open: &Open,
) -> Result<()> {
    for (place, alert) in open.alerts.iter().enumerate() {
        tx.execute(
            "INSERT INTO case_alert_row (scope, entity, step, place, job, at_micros) \
             VALUES ($1, $2, $3, $4, $5, $6)",
            params![
                &scope,
                &case.id,
                &state.step.code,
                place as i64,
                job(edition, &alert.role),
                micros(alert.at)
            ],
        )?;
    }
    Ok(())
}

fn visas(
    tx: &mut dyn Tx,
    scope: ScopeId,
    case: &Case,
    edition: &Edition,
    state: &StepState<'_>,
    open: &Open,
) -> Result<()> {
    let Waits::Visa {
        submission,
        missing,
        ..
    } = &open.waits
    else {
        return Ok(());
    };
    let Some(known) = case.submission(submission) else {
        return Ok(());
    };
    for (place, roles) in missing {
        for role in roles {
            tx.execute(
                "INSERT INTO case_visa_row (scope, entity, submission, place, job, step, label, \
                 author, asked_micros) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
                 ON CONFLICT (scope, entity, submission, place, job) DO NOTHING",
                params![
                    &scope,
                    &case.id,
                    submission,
                    *place as i64,
                    job(edition, role),
                    &state.step.code,
                    &state.step.label,
                    &known.source.actor,
                    known.sent_micros
                ],
            )?;
        }
    }
    Ok(())
}

/// The function that holds a role; the role itself when the manual does not know it.
fn job<'a>(edition: &Edition, role: &'a str) -> &'a str {
    edition
        .function(role)
        .map_or(role, |function| function_code(function))
}

fn procedure(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let Some(published) = manual::read(applied.state) else {
        tx.execute(
            "DELETE FROM procedure_row WHERE scope = $1 AND entity = $2",
            params![&applied.scope, &applied.entity],
        )?;
        return Ok(());
    };
    let named = &published.named;
    tx.execute(
        "INSERT INTO procedure_row (scope, entity, code, version, layer, title, since_micros, \
         withdrawn) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (scope, entity) DO UPDATE SET code = excluded.code, \
         version = excluded.version, layer = excluded.layer, title = excluded.title, \
         since_micros = excluded.since_micros, withdrawn = excluded.withdrawn",
        params![
            &applied.scope,
            &applied.entity,
            &named.code,
            named.version,
            named.layer,
            &published.title,
            published.since_micros,
            published.withdrawn.is_some()
        ],
    )?;
    again(tx, published.centre, Some(&named.code))
}

/// Makes the rows of a centre's cases again: those under one procedure, or all of them.
fn again(tx: &mut dyn Tx, centre: CentreId, code: Option<&str>) -> Result<()> {
    let scope = scope::registry(centre);
    let found = match code {
        Some(code) => tx.query(
            "SELECT entity FROM case_row WHERE scope = $1 AND procedure_code = $2",
            params![&scope, code],
        )?,
        None => tx.query(
            "SELECT entity FROM case_row WHERE scope = $1",
            params![&scope],
        )?,
    };
    for row in &found {
        let id: EntityId = row.id(0)?;
        if let Some(case) = Case::of(id, &entity::load(tx, scope, id)?) {
            rows(tx, scope, &case)?;
        }
    }
    Ok(())
}
