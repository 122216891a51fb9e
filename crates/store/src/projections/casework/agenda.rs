//! What is to be done: overdue first, by risk, then today, then soon; and what waits for others.
//!
//! Read from the open steps of cases; there is no task that somebody writes.

use super::read::number;
use crate::error::Result;
use crate::params;
use crate::tx::{Row, Tx};
use akwaba_domain::casework::CaseNumber;
use akwaba_journal::id::{ActorId, EntityId, ScopeId};
use std::collections::BTreeSet;

/// From where the agenda is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// Who follows cases: their own.
    Worker(ActorId),
    /// Who directs: all of the centre's.
    Centre,
    /// Who does one kind of step in all cases, by the code of their function.
    Job(&'static str),
}

impl Seat {
    /// The function to which late steps are told.
    fn job(self) -> &'static str {
        match self {
            Self::Worker(_) => "travailleur_social",
            Self::Centre => "directeur",
            Self::Job(job) => job,
        }
    }
}

/// One open step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The case.
    pub case: EntityId,
    /// Its number.
    pub number: CaseNumber,
    /// The code of its procedure.
    pub procedure: String,
    /// Whose case it is.
    pub subject: Option<EntityId>,
    /// Who follows it.
    pub assigned: Option<ActorId>,
    /// The code of the step.
    pub step: String,
    /// What is to be done.
    pub label: String,
    /// The function that does it.
    pub job: String,
    /// Open since, in microseconds since 1970.
    pub since_micros: i64,
    /// The last moment in time.
    pub due_micros: Option<i64>,
    /// An approval sent it back.
    pub returned: bool,
    /// 0 none, 1 low, 2 middle, 3 high.
    pub risk: u8,
    /// Late long enough to be told to this seat.
    pub told: bool,
}

/// What is to be done, seen from a seat.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agenda {
    /// Over their deadline: what was told to this seat first, then by risk, then the oldest.
    pub late: Vec<Item>,
    /// How many are late in all.
    pub late_count: u64,
    /// To be done before the day ends.
    pub today: Vec<Item>,
    /// To be done in the days that follow.
    pub soon: Vec<Item>,
    /// To be done after those days: told only to who does one kind of step, and has no list of cases to find it in.
    pub later: Vec<Item>,
    /// Without a deadline.
    pub undated: Vec<Item>,
    /// Waiting for an approval.
    pub waiting: Vec<Item>,
}

macro_rules! columns {
    () => {
        "SELECT s.entity, c.year, c.book, c.number, c.procedure_code, c.subject, s.assigned, \
         s.step, s.label, s.job, s.since_micros, s.due_micros, s.returned, s.risk, \
         CASE WHEN EXISTS (SELECT 1 FROM case_alert_row a WHERE a.scope = s.scope \
         AND a.entity = s.entity AND a.step = s.step AND a.job = $1 AND a.at_micros <= $2) \
         THEN 1 ELSE 0 END AS told \
         FROM case_step_row s JOIN case_row c ON c.scope = s.scope AND c.entity = s.entity \
         WHERE s.scope = $3 AND s.waits = $4 "
    };
}

macro_rules! between {
    ($seat:literal, $limit:literal) => {
        concat!(
            columns!(),
            "AND s.due_micros > $5 AND s.due_micros <= $6 ",
            $seat,
            "ORDER BY told DESC, s.risk DESC, s.due_micros, s.entity, s.step LIMIT ",
            $limit
        )
    };
}

macro_rules! undated {
    ($seat:literal, $limit:literal) => {
        concat!(
            columns!(),
            "AND s.due_micros IS NULL ",
            $seat,
            "ORDER BY s.risk DESC, s.since_micros, s.entity, s.step LIMIT ",
            $limit
        )
    };
}

macro_rules! waiting {
    ($seat:literal, $limit:literal) => {
        concat!(
            columns!(),
            $seat,
            "ORDER BY s.risk DESC, s.since_micros, s.entity, s.step LIMIT ",
            $limit
        )
    };
}

/// What is to be done, at most `limit` steps of each kind. `now` and `day_end` are microseconds
/// since 1970; soon is within a week of the end of the day.
///
/// # Errors
/// Those of the engine.
pub fn agenda(
    tx: &mut dyn Tx,
    scope: ScopeId,
    seat: Seat,
    (now, day_end): (i64, i64),
    limit: u32,
) -> Result<Agenda> {
    const WEEK_MICROS: i64 = 7 * 24 * 3600 * 1_000_000;
    let week_end = day_end.saturating_add(WEEK_MICROS);
    let mut reading = Reading {
        tx,
        scope,
        seat,
        now,
        limit,
    };
    Ok(Agenda {
        late: reading.between(i64::MIN, now - 1)?,
        late_count: reading.late_count()?,
        today: reading.between(now - 1, day_end)?,
        soon: reading.between(day_end, week_end)?,
        later: match seat {
            Seat::Job(_) => reading.between(week_end, i64::MAX)?,
            Seat::Worker(_) | Seat::Centre => Vec::new(),
        },
        undated: reading.undated()?,
        waiting: reading.waiting()?,
    })
}

struct Reading<'t> {
    tx: &'t mut dyn Tx,
    scope: ScopeId,
    seat: Seat,
    now: i64,
    limit: u32,
}

impl Reading<'_> {
    fn between(&mut self, after: i64, until: i64) -> Result<Vec<Item>> {
        let (job, now, scope, limit) = (self.seat.job(), self.now, &self.scope, self.limit);
        let rows = match self.seat {
            Seat::Centre => self.tx.query(
                between!("", "$7"),
                params![job, now, scope, 0_u8, after, until, limit],
            ),
            Seat::Worker(me) => self.tx.query(
                between!("AND s.assigned = $7 ", "$8"),
                params![job, now, scope, 0_u8, after, until, &me, limit],
            ),
            Seat::Job(_) => self.tx.query(
                between!("AND s.job = $1 ", "$7"),
                params![job, now, scope, 0_u8, after, until, limit],
            ),
        }?;
        rows.iter().map(item).collect()
    }

    fn undated(&mut self) -> Result<Vec<Item>> {
        let (job, now, scope, limit) = (self.seat.job(), self.now, &self.scope, self.limit);
        let rows = match self.seat {
            Seat::Centre => self
                .tx
                .query(undated!("", "$5"), params![job, now, scope, 0_u8, limit]),
            Seat::Worker(me) => self.tx.query(
                undated!("AND s.assigned = $5 ", "$6"),
                params![job, now, scope, 0_u8, &me, limit],
            ),
            Seat::Job(_) => self.tx.query(
                undated!("AND s.job = $1 ", "$5"),
                params![job, now, scope, 0_u8, limit],
            ),
        }?;
        rows.iter().map(item).collect()
    }

    fn waiting(&mut self) -> Result<Vec<Item>> {
        let (job, now, scope, limit) = (self.seat.job(), self.now, &self.scope, self.limit);
        let rows = match self.seat {
            Seat::Centre => self
                .tx
                .query(waiting!("", "$5"), params![job, now, scope, 1_u8, limit]),
            Seat::Worker(me) => self.tx.query(
                waiting!("AND s.assigned = $5 ", "$6"),
                params![job, now, scope, 1_u8, &me, limit],
            ),
            Seat::Job(_) => self.tx.query(
                waiting!("AND s.job = $1 ", "$5"),
                params![job, now, scope, 1_u8, limit],
            ),
        }?;
        rows.iter().map(item).collect()
    }

    fn late_count(&mut self) -> Result<u64> {
        let (scope, now) = (&self.scope, self.now);
        let row = match self.seat {
            Seat::Centre => self.tx.one(
                "SELECT COUNT(*) FROM case_step_row \
                 WHERE scope = $1 AND waits = $2 AND due_micros < $3",
                params![scope, 0_u8, now],
            ),
            Seat::Worker(me) => self.tx.one(
                "SELECT COUNT(*) FROM case_step_row \
                 WHERE scope = $1 AND waits = $2 AND due_micros < $3 AND assigned = $4",
                params![scope, 0_u8, now, &me],
            ),
            Seat::Job(job) => self.tx.one(
                "SELECT COUNT(*) FROM case_step_row \
                 WHERE scope = $1 AND waits = $2 AND due_micros < $3 AND job = $4",
                params![scope, 0_u8, now, job],
            ),
        }?;
        Ok(row.int(0)?.unsigned_abs())
    }
}

fn item(row: &Row) -> Result<Item> {
    Ok(Item {
        case: row.id(0)?,
        number: number(row, 1)?,
        procedure: row.text(4)?.to_owned(),
        subject: row.opt_id(5)?,
        assigned: row.opt_id(6)?,
        step: row.text(7)?.to_owned(),
        label: row.text(8)?.to_owned(),
        job: row.text(9)?.to_owned(),
        since_micros: row.int(10)?,
        due_micros: row.opt_int(11)?,
        returned: row.flag(12)?,
        risk: u8::try_from(row.int(13)?).unwrap_or(0),
        told: row.flag(14)?,
    })
}

/// An approval that is awaited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisaItem {
    /// The case.
    pub case: EntityId,
    /// Its number.
    pub number: CaseNumber,
    /// The code of its procedure.
    pub procedure: String,
    /// Whose case it is.
    pub subject: Option<EntityId>,
    /// The submission.
    pub submission: String,
    /// The code of the step.
    pub step: String,
    /// What was done.
    pub label: String,
    /// By whom.
    pub author: ActorId,
    /// When it was sent, in microseconds since 1970.
    pub asked_micros: i64,
    /// 0 none, 1 low, 2 middle, 3 high.
    pub risk: u8,
}

/// The approvals asked of these functions and made by others than `me`, by risk, the oldest first.
///
/// # Errors
/// Those of the engine.
pub fn visas(tx: &mut dyn Tx, scope: ScopeId, jobs: &[&str], me: ActorId) -> Result<Vec<VisaItem>> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for job in jobs {
        tx.each(
            "SELECT v.entity, c.year, c.book, c.number, c.procedure_code, c.subject, \
             v.submission, v.step, v.label, v.author, v.asked_micros, c.risk \
             FROM case_visa_row v JOIN case_row c ON c.scope = v.scope AND c.entity = v.entity \
             WHERE v.scope = $1 AND v.job = $2 AND v.author <> $3 \
             ORDER BY v.asked_micros, v.entity, v.submission",
            params![&scope, *job, &me],
            &mut |row| {
                let item = VisaItem {
                    case: row.id(0)?,
                    number: number(row, 1)?,
                    procedure: row.text(4)?.to_owned(),
                    subject: row.opt_id(5)?,
                    submission: row.text(6)?.to_owned(),
                    step: row.text(7)?.to_owned(),
                    label: row.text(8)?.to_owned(),
                    author: row.id(9)?,
                    asked_micros: row.int(10)?,
                    risk: u8::try_from(row.int(11)?).unwrap_or(0),
                };
                if seen.insert((item.case, item.submission.clone())) {
                    found.push(item);
                }
                Ok(())
            },
        )?;
    }
    found.sort_by_key(|item| (u8::MAX - item.risk, item.asked_micros));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;

    #[test]
    fn the_agenda_of_a_director_does_not_read_all_that_was_told_for_every_step() {
        let store = Store::memory().unwrap();
        let plan = store.read(|tx| {
            let (scope, job) = (ScopeId::from_bytes([1; 16]), "directeur");
            let rows = tx.query(
                concat!("EXPLAIN QUERY PLAN ", between!("", "$7")),
                params![job, 0_i64, &scope, 0_u8, 0_i64, 1_i64, 60_u32],
            )?;
            rows.iter()
                .map(|row| Ok(row.text(3)?.to_owned()))
                .collect::<Result<Vec<String>>>()
        });
        let plan = plan.unwrap();
        let by_step = |line: &String| line.contains("(scope=? AND entity=? AND step=?");
        assert!(plan.iter().any(by_step), "{plan:#?}");
    }
}
