//! What conferences leave to do: minutes to be written, decisions that nobody has settled.

use super::agenda::Seat;
use crate::error::Result;
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::{Row, Tx};
use akwaba_domain::casework::CASE;
use akwaba_domain::casework::conference::conferences;
use akwaba_domain::casework::time::micros;
use akwaba_domain::registry::Day;
use akwaba_journal::id::{ActorId, EntityId, ScopeId};
use jiff::civil::Time;

/// What is made from the conferences of cases.
pub const TASKS: Projection = Projection {
    name: "case-task",
    kinds: &[CASE],
    tables: &[table!("case_task_row")],
    apply,
};

/// The place of the minutes among the tasks of a conference.
const MINUTES: i64 = -1;

fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    tx.execute(
        "DELETE FROM case_task_row WHERE scope = $1 AND entity = $2",
        params![&applied.scope, &applied.entity],
    )?;
    for one in conferences(applied.state) {
        let Some(minutes) = one.minutes.as_ref() else {
            write(tx, applied, &one.name, MINUTES, (one.by, one.on))?;
            continue;
        };
        for (place, (decision, settled)) in minutes.decisions.iter().enumerate() {
            if settled.is_none() {
                let place = i64::try_from(place).unwrap_or(i64::MAX);
                write(tx, applied, &one.name, place, (decision.who, decision.by))?;
            }
        }
    }
    Ok(())
}

fn write(
    tx: &mut dyn Tx,
    applied: &Applied<'_>,
    name: &str,
    place: i64,
    (holder, by): (ActorId, Day),
) -> Result<()> {
    let due = by.date().to_datetime(Time::constant(23, 59, 59, 0));
    tx.execute(
        "INSERT INTO case_task_row (scope, entity, name, place, holder, due_micros) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        params![
            &applied.scope,
            &applied.entity,
            name,
            place,
            &holder,
            micros(due)
        ],
    )?;
    Ok(())
}

/// Something that a conference leaves to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// On which case.
    pub case: EntityId,
    /// Of which conference.
    pub name: String,
    /// Which of its decisions; none for its minutes.
    pub decision: Option<usize>,
    /// Who does it.
    pub holder: ActorId,
    /// The last moment in time, in microseconds since 1970.
    pub due_micros: i64,
}

/// What is to be done until a moment, seen from a seat: one's own, or the centre's.
///
/// # Errors
/// Those of the engine.
pub fn tasks(
    tx: &mut dyn Tx,
    scope: ScopeId,
    seat: Seat,
    until_micros: i64,
    limit: u32,
) -> Result<Vec<Task>> {
    let rows = match seat {
        Seat::Centre => tx.query(
            "SELECT entity, name, place, holder, due_micros FROM case_task_row \
             WHERE scope = $1 AND due_micros <= $2 \
             ORDER BY due_micros, entity, name, place LIMIT $3",
            params![&scope, until_micros, limit],
        )?,
        Seat::Worker(me) => tx.query(
            "SELECT entity, name, place, holder, due_micros FROM case_task_row \
             WHERE scope = $1 AND holder = $2 AND due_micros <= $3 \
             ORDER BY due_micros, entity, name, place LIMIT $4",
            params![&scope, &me, until_micros, limit],
        )?,
        Seat::Job(_) => Vec::new(),
    };
    let task = |row: &Row| {
        Ok(Task {
            case: row.id(0)?,
            name: row.text(1)?.to_owned(),
            decision: usize::try_from(row.int(2)?).ok(),
            holder: row.id(3)?,
            due_micros: row.int(4)?,
        })
    };
    rows.iter().map(task).collect()
}
