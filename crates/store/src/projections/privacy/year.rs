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
    let end = Day::on(last.date().tomorrow().unwrap_or(Date::MAX));
    let span = (micros(first), micros(end));
    // All four in one pass: cases are read whole for each.
    let cases = tx.one(
        "SELECT COUNT(CASE WHEN opened_micros >= $1 AND opened_micros < $2 THEN 1 END), \
         COUNT(CASE WHEN over_micros >= $1 AND over_micros < $2 THEN 1 END), \
         COUNT(CASE WHEN over_micros IS NULL THEN 1 END), COUNT(over_micros) \
         FROM case_row WHERE scope = $3",
        params![span.0, span.1, &scope],
    )?;
    let (begun, ended) = (cases.int(0)?, cases.int(1)?);
    let (open, over) = (cases.int(2)?, cases.int(3)?);
    let mut now = |sql: &'static str| -> Result<i64> { tx.one(sql, params![&scope])?.int(0) };
    let kept = vec![
        (
            "persons",
            now("SELECT COUNT(*) FROM person_row WHERE scope = $1")?,
        ),
        (
            "households",
            now("SELECT COUNT(*) FROM household_row WHERE scope = $1")?,
        ),
        ("cases-open", open),
        ("cases-over", over),
        (
            "visits",
            now("SELECT COUNT(*) FROM visit_row WHERE scope = $1")?,
        ),
        (
            "documents",
            now("SELECT COUNT(*) FROM document_row WHERE scope = $1 AND withdrawn = 0")?,
        ),
        (
            "forgotten",
            now(
                "SELECT COUNT(*) FROM subject_key WHERE scope = $1 AND destroyed_micros IS NOT NULL",
            )?,
        ),
    ];
    let mut between = |sql: &'static str, (from, to): (i64, i64)| -> Result<i64> {
        tx.one(sql, params![&scope, from, to])?.int(0)
    };
    let written = vec![
        ("cases-begun", begun),
        ("cases-ended", ended),
        (
            "referrals",
            between(
                "SELECT COUNT(*) FROM referral_row WHERE scope = $1 AND sent_micros >= $2 \
                 AND sent_micros < $3",
                span,
            )?,
        ),
        (
            "keys",
            between(
                "SELECT COUNT(*) FROM subject_key WHERE scope = $1 AND destroyed_micros >= $2 \
                 AND destroyed_micros < $3",
                span,
            )?,
        ),
        (
            "visits",
            between(
                "SELECT COUNT(*) FROM visit_row WHERE scope = $1 AND day >= $2 AND day <= $3",
                (first.sortable(), last.sortable()),
            )?,
        ),
    ];
    let mut left: BTreeMap<&'static str, (u64, u64)> = BTreeMap::new();
    trail::exported(tx, centre, span, &mut |exported| {
        let sum = left.entry(List::code(exported.list)).or_default();
        sum.0 += 1;
        sum.1 += exported.rows;
        Ok(())
    })?;
    Ok(Year {
        kept,
        written,
        trail: trail::counted(tx, centre, span)?,
        left,
    })
}
