//! Home visits by day: what somebody planned on a case, and the open steps that are done at the home of the
//! person. A planned visit stands for the step that it names, and for every step of its case where it names none.

use super::agenda::Seat;
use super::read::number;
use crate::error::Result;
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::{Row, Tx};
use akwaba_domain::casework::home_visit::home_visits;
use akwaba_domain::casework::{CASE, Case, CaseNumber};
use akwaba_domain::reception::Day as Sortable;
use akwaba_domain::registry::Day;
use akwaba_journal::id::{ActorId, EntityId, ScopeId};

/// What is made from the visits planned on cases.
pub const HOME_VISITS: Projection = Projection {
    name: "home-visit",
    kinds: &[CASE],
    tables: &[table!("home_visit_row")],
    apply,
};

/// A day as rows keep it.
pub(super) fn sortable(day: Day) -> i64 {
    Sortable::on(day.date()).sortable()
}

fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    tx.execute(
        "DELETE FROM home_visit_row WHERE scope = $1 AND entity = $2",
        params![&applied.scope, &applied.entity],
    )?;
    let Some(case) = Case::of(applied.entity, applied.state) else {
        return Ok(());
    };
    for visit in home_visits(&case, applied.state) {
        tx.execute(
            "INSERT INTO home_visit_row (scope, entity, name, step, day, minute, holder, ended) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![
                &applied.scope,
                &applied.entity,
                &visit.name,
                visit.step.as_deref().unwrap_or_default(),
                sortable(visit.on),
                visit.at.map(|at| i64::from(at.since_midnight())),
                case.assigned.as_ref(),
                visit.told.is_some()
            ],
        )?;
    }
    Ok(())
}

/// A home visit in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outing {
    /// On which case.
    pub case: EntityId,
    /// Its number.
    pub number: CaseNumber,
    /// Who follows it.
    pub holder: Option<ActorId>,
    /// The visit that somebody planned, by its name; none for a step that nobody planned a visit for.
    pub name: Option<String>,
    /// The step that is done there, by its code.
    pub step: Option<String>,
    /// The day; none for a step without one.
    pub day: Option<Day>,
    /// At what hour, in minutes since midnight.
    pub minute: Option<u16>,
    /// Whether somebody said what came of it.
    pub ended: bool,
}

macro_rules! planned {
    ($which:literal) => {
        concat!(
            "SELECT v.entity, c.year, c.book, c.number, v.holder, v.name, v.step, v.day, v.minute, \
             v.ended FROM home_visit_row v \
             JOIN case_row c ON c.scope = v.scope AND c.entity = v.entity \
             WHERE v.scope = $1 AND ",
            $which
        )
    };
}

macro_rules! derived {
    ($which:literal) => {
        concat!(
            "SELECT s.entity, c.year, c.book, c.number, s.assigned, NULL, s.step, s.home_day, NULL, 0 \
             FROM case_step_row s \
             JOIN case_row c ON c.scope = s.scope AND c.entity = s.entity \
             WHERE s.scope = $1 AND s.home = 1 AND s.waits = 0 \
             AND NOT EXISTS (SELECT 1 FROM home_visit_row v WHERE v.scope = s.scope \
             AND v.entity = s.entity AND +v.ended = 0 AND (v.step = s.step OR v.step = '')) AND ",
            $which
        )
    };
}

/// The visits of a day: those planned, whatever came of them, and the steps of which it is the day.
///
/// # Errors
/// Those of the engine.
pub fn outings_of(tx: &mut dyn Tx, scope: ScopeId, seat: Seat, day: Day) -> Result<Vec<Outing>> {
    let day = sortable(day);
    let mut rows = tx.query(
        planned!("v.day = $2 ORDER BY v.minute, v.entity, v.name"),
        params![&scope, day],
    )?;
    rows.extend(tx.query(
        derived!("s.home_day = $2 ORDER BY s.entity, s.step"),
        params![&scope, day],
    )?);
    of_seat(&rows, seat)
}

/// The steps to be done at the home of the person whose day has passed or is not known, and for which nobody planned a
/// visit.
///
/// # Errors
/// Those of the engine.
pub fn outings_unplanned(
    tx: &mut dyn Tx,
    scope: ScopeId,
    seat: Seat,
    today: Day,
) -> Result<Vec<Outing>> {
    let rows = tx.query(
        derived!("(s.home_day IS NULL OR s.home_day < $2) ORDER BY s.home_day, s.entity, s.step"),
        params![&scope, sortable(today)],
    )?;
    of_seat(&rows, seat)
}

/// The planned visits that passed before a day, and of which nobody has said what came.
///
/// # Errors
/// Those of the engine.
pub fn outings_asked(
    tx: &mut dyn Tx,
    scope: ScopeId,
    seat: Seat,
    today: Day,
) -> Result<Vec<Outing>> {
    let rows = tx.query(
        planned!("v.ended = 0 AND v.day < $2 ORDER BY v.day, v.minute, v.entity, v.name"),
        params![&scope, sortable(today)],
    )?;
    of_seat(&rows, seat)
}

/// Those that a seat sees: one's own, or the centre's. Who does one kind of step makes no visits.
fn of_seat(rows: &[Row], seat: Seat) -> Result<Vec<Outing>> {
    let own = |outing: &Outing| match seat {
        Seat::Centre => true,
        Seat::Worker(me) => outing.holder == Some(me),
        Seat::Job(_) => false,
    };
    let all: Vec<Outing> = rows.iter().map(outing).collect::<Result<_>>()?;
    Ok(all.into_iter().filter(own).collect())
}

fn outing(row: &Row) -> Result<Outing> {
    let step = row.text(6)?;
    let day = row.opt_int(7)?.and_then(Sortable::from_sortable);
    Ok(Outing {
        case: row.id(0)?,
        number: number(row, 1)?,
        holder: row.opt_id(4)?,
        name: row.opt_text(5)?.map(str::to_owned),
        step: (!step.is_empty()).then(|| step.to_owned()),
        day: day.map(|day| Day::new(day.date())),
        minute: row
            .opt_int(8)?
            .and_then(|minute| u16::try_from(minute).ok()),
        ended: row.flag(9)?,
    })
}
