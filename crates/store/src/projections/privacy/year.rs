//! What is kept and what was done with it in a year: counts, for the report that the law asks for.

use crate::error::Result;
use crate::params;
use crate::projections::centre::trail;
use crate::tx::Tx;
use akwaba_domain::centre::export::List;
use akwaba_domain::reception::{Day, Minute};
use akwaba_domain::scope;
use akwaba_journal::id::CentreId;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The counts of a year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Year {
    /// What is kept today, by its code.
    pub kept: Vec<(&'static str, i64)>,
    /// What was written in the year, by its code.
    pub written: Vec<(&'static str, i64)>,
    /// The lines of the trail, by event.
    pub trail: BTreeMap<String, u64>,
    /// The lists that left: how many times, and how many lines in all.
    pub left: BTreeMap<&'static str, (u64, u64)>,
}

/// The first day of a year and the last.
pub fn days(year: i16) -> Option<(Day, Day)> {
    let first = Date::new(year, 1, 1).ok()?;
    Some((Day::on(first), Day::on(first.last_of_year())))
}

fn micros(day: Day) -> i64 {
    Minute::new(0, 0).map_or(0, |midnight| day.at(midnight).0)
}

/// Counts a year.
///
/// # Errors
/// Those of the engine.
pub fn year(tx: &mut dyn Tx, centre: CentreId, (first, last): (Day, Day)) -> Result<Year> {
    let scope = scope::registry(centre);
    let mut counted = Year::default();
    let here = params![&scope];
    for (code, text) in [
        (
            "persons",
            "SELECT COUNT(*) FROM person_row WHERE scope = $1",
        ),
        (
            "households",
            "SELECT COUNT(*) FROM household_row WHERE scope = $1",
        ),
        (
            "cases-open",
            "SELECT COUNT(*) FROM case_row WHERE scope = $1 AND over_micros IS NULL",
        ),
        (
            "cases-over",
            "SELECT COUNT(*) FROM case_row WHERE scope = $1 AND over_micros IS NOT NULL",
        ),
        ("visits", "SELECT COUNT(*) FROM visit_row WHERE scope = $1"),
        (
            "documents",
            "SELECT COUNT(*) FROM document_row WHERE scope = $1 AND withdrawn = 0",
        ),
        (
            "forgotten",
            "SELECT COUNT(*) FROM subject_key WHERE scope = $1 AND destroyed_micros IS NOT NULL",
        ),
    ] {
        counted.kept.push((code, tx.one(text, here)?.int(0)?));
    }
    let end = Day::on(last.date().tomorrow().unwrap_or(Date::MAX));
    let span = (micros(first), micros(end));
    let between = params![&scope, span.0, span.1];
    for (code, text) in [
        (
            "cases-begun",
            "SELECT COUNT(*) FROM case_row WHERE scope = $1 AND opened_micros >= $2 \
             AND opened_micros < $3",
        ),
        (
            "cases-ended",
            "SELECT COUNT(*) FROM case_row WHERE scope = $1 AND over_micros >= $2 \
             AND over_micros < $3",
        ),
        (
            "referrals",
            "SELECT COUNT(*) FROM referral_row WHERE scope = $1 AND sent_micros >= $2 \
             AND sent_micros < $3",
        ),
        (
            "keys",
            "SELECT COUNT(*) FROM subject_key WHERE scope = $1 AND destroyed_micros >= $2 \
             AND destroyed_micros < $3",
        ),
    ] {
        counted.written.push((code, tx.one(text, between)?.int(0)?));
    }
    let visits = tx.one(
        "SELECT COUNT(*) FROM visit_row WHERE scope = $1 AND day >= $2 AND day <= $3",
        params![&scope, first.sortable(), last.sortable()],
    )?;
    counted.written.push(("visits", visits.int(0)?));
    trail::between(tx, centre, span, &mut |line| {
        if let Some(exported) = line.exported {
            let left = counted.left.entry(List::code(exported.list)).or_default();
            left.0 += 1;
            left.1 += exported.rows;
        }
        *counted.trail.entry(line.event).or_default() += 1;
        Ok(())
    })?;
    Ok(counted)
}
