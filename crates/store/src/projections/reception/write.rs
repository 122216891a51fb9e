//! Brings the rows of the counter in line with a state.

use crate::error::Result;
use crate::params;
use crate::projection::Applied;
use crate::tx::Tx;
use akwaba_domain::reception::sign::last_signature;
use akwaba_domain::reception::{APPOINTMENT, Appointment, REGISTER_DAY, VISIT, Visit, number};

pub(super) fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    match applied.kind {
        VISIT => visit(tx, applied),
        APPOINTMENT => appointment(tx, applied),
        REGISTER_DAY => day(tx, applied),
        _ => Ok(()),
    }
}

fn visit(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let Some(visit) = Visit::of(applied.entity, applied.state) else {
        return drop_row(
            tx,
            "DELETE FROM visit_row WHERE scope = $1 AND visit = $2",
            applied,
        );
    };
    let counted = visit.counted();
    let (person, household) = (visit.person(), visit.household());
    tx.execute(
        "INSERT INTO visit_row (scope, visit, day, year, book, number, step, present, retyped, \
         triage, demands, sex, known, accompanied, hour, waited_minutes, person, household) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
         $18) \
         ON CONFLICT (scope, visit) DO UPDATE SET \
         day = excluded.day, year = excluded.year, book = excluded.book, \
         number = excluded.number, step = excluded.step, present = excluded.present, \
         retyped = excluded.retyped, triage = excluded.triage, demands = excluded.demands, \
         sex = excluded.sex, known = excluded.known, accompanied = excluded.accompanied, \
         hour = excluded.hour, waited_minutes = excluded.waited_minutes, \
         person = excluded.person, household = excluded.household",
        params![
            &applied.scope,
            &applied.entity,
            visit.arrived.day.sortable(),
            i32::from(visit.number.year),
            visit.number.book.place(),
            visit.number.number,
            counted.step.number(),
            visit.course.is_present(),
            visit.is_retyped(),
            counted.triage.code(),
            counted.demands.bits(),
            counted.sex.map(|sex| sex.code()),
            counted.known.code(),
            counted.accompanied,
            counted.hour,
            counted.waited_minutes,
            person.as_ref(),
            household.as_ref()
        ],
    )?;
    Ok(())
}

fn appointment(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let Some(known) = Appointment::of(applied.entity, applied.state) else {
        return drop_row(
            tx,
            "DELETE FROM appointment_row WHERE scope = $1 AND appointment = $2",
            applied,
        );
    };
    let person = known.who.person();
    tx.execute(
        "INSERT INTO appointment_row \
         (scope, appointment, day, minute, course, code, visit, person) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (scope, appointment) DO UPDATE SET \
         day = excluded.day, minute = excluded.minute, course = excluded.course, \
         visit = excluded.visit, person = excluded.person",
        params![
            &applied.scope,
            &applied.entity,
            known.day.sortable(),
            known.time.since_midnight(),
            known.course.number(),
            &known.slip().code,
            known.visit.as_ref(),
            person.as_ref()
        ],
    )?;
    Ok(())
}

fn day(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let Some(day) = number::day_of(applied.state) else {
        return drop_row(
            tx,
            "DELETE FROM register_day_row WHERE scope = $1 AND entity = $2",
            applied,
        );
    };
    let (count, last) = last_signature(applied.state);
    let lines = last
        .as_ref()
        .map(|last| i64::try_from(last.lines.len()).unwrap_or(i64::MAX));
    tx.execute(
        "INSERT INTO register_day_row \
         (scope, entity, day, signatures, signed_micros, signed_lines) \
         VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (scope, entity) DO UPDATE SET \
         signatures = excluded.signatures, signed_micros = excluded.signed_micros, \
         signed_lines = excluded.signed_lines",
        params![
            &applied.scope,
            &applied.entity,
            day.sortable(),
            i64::try_from(count).unwrap_or(i64::MAX),
            last.as_ref().map(|last| last.at.0),
            lines
        ],
    )?;
    Ok(())
}

fn drop_row(tx: &mut dyn Tx, sql: &'static str, applied: &Applied<'_>) -> Result<()> {
    tx.execute(sql, params![&applied.scope, &applied.entity])?;
    Ok(())
}
