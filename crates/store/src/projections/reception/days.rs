//! The days of the register: how many lines, signed or not.

use crate::error::{Result, StoreError};
use crate::params;
use crate::tx::Tx;
use akwaba_domain::reception::{Day, Moment, Step};
use akwaba_journal::id::ScopeId;
use std::collections::BTreeMap;

/// One day of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    /// The day.
    pub day: Day,
    /// Its lines, void ones too.
    pub lines: u32,
    /// Lines whose visit is not over.
    pub present: u32,
    /// Lines retyped from paper.
    pub retyped: u32,
    /// When it was last signed.
    pub signed: Option<Moment>,
    /// How many lines that signature covers.
    pub signed_lines: Option<u32>,
}

/// The days from `first` to `last` on which there is a line or a signature, in order.
///
/// # Errors
/// Those of the engine.
pub fn days(tx: &mut dyn Tx, scope: ScopeId, first: Day, last: Day) -> Result<Vec<DayCount>> {
    let mut days: BTreeMap<Day, DayCount> = BTreeMap::new();
    tx.each(
        "SELECT day, present, retyped, COUNT(*) FROM visit_row \
         WHERE scope = $1 AND day >= $2 AND day <= $3 GROUP BY day, present, retyped",
        params![&scope, first.sortable(), last.sortable()],
        &mut |row| {
            let known = at(&mut days, row.int(0)?)?;
            let lines = number(row.int(3)?);
            known.lines += lines;
            if row.flag(1)? {
                known.present += lines;
            }
            if row.flag(2)? {
                known.retyped += lines;
            }
            Ok(())
        },
    )?;
    tx.each(
        "SELECT day, signed_micros, signed_lines FROM register_day_row \
         WHERE scope = $1 AND day >= $2 AND day <= $3 AND signatures > 0",
        params![&scope, first.sortable(), last.sortable()],
        &mut |row| {
            let known = at(&mut days, row.int(0)?)?;
            known.signed = row.opt_int(1)?.map(Moment);
            known.signed_lines = row.opt_int(2)?.map(number);
            Ok(())
        },
    )?;
    Ok(days.into_values().collect())
}

fn at(days: &mut BTreeMap<Day, DayCount>, sortable: i64) -> Result<&mut DayCount> {
    let day = Day::from_sortable(sortable)
        .ok_or_else(|| StoreError::corrupt("a day of the register is no day"))?;
    Ok(days.entry(day).or_insert(DayCount {
        day,
        lines: 0,
        present: 0,
        retyped: 0,
        signed: None,
        signed_lines: None,
    }))
}

fn number(value: i64) -> u32 {
    u32::try_from(value).unwrap_or(0)
}

/// The last day before `today` on which someone was left waiting, called or with someone, and how
/// many they are.
///
/// # Errors
/// Those of the engine.
pub fn unfinished_before(
    tx: &mut dyn Tx,
    scope: ScopeId,
    today: Day,
) -> Result<Option<(Day, u32)>> {
    let row = tx.maybe(
        "SELECT day, COUNT(*) FROM visit_row \
         WHERE scope = $1 AND day < $2 AND step <= $3 GROUP BY day ORDER BY day DESC LIMIT 1",
        params![&scope, today.sortable(), Step::InInterview.number()],
    )?;
    let Some(row) = row else { return Ok(None) };
    let day = Day::from_sortable(row.int(0)?)
        .ok_or_else(|| StoreError::corrupt("a day of the register is no day"))?;
    Ok(Some((day, number(row.int(1)?))))
}
