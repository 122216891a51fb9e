//! Where a case stands: of each step whether it is open and until when, done, left aside or not
//! reached; and whom it waits for.
//!
//! Two passes: what happened is folded first, without any expression; then the deadlines of what is
//! open are counted. Only lateness depends on the present moment.

use super::calendar::Calendar;
use super::course::{Course, Words};
use super::fold::folded;
use super::known::Known;
use crate::expr::Scope;
use crate::workbook::{Procedure, Since, Step};
use jiff::SignedDuration;
use jiff::civil::DateTime;

/// Where a case stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing<'p> {
    /// When it was opened.
    pub opened: Option<DateTime>,
    /// Every step of the procedure, in order.
    pub steps: Vec<StepState<'p>>,
    /// When and how it ended; `None` while it is open.
    pub over: Option<Over>,
}

/// The end of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Over {
    /// When.
    pub at: DateTime,
    /// By whom.
    pub by: String,
    /// Why, when it was closed before its end.
    pub reason: Option<Words>,
}

/// One step of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct StepState<'p> {
    /// The step, as the procedure has it.
    pub step: &'p Step,
    /// That it is open now, and how.
    pub open: Option<Open>,
    /// Every time it was done, oldest first.
    pub done: Vec<Done>,
    /// Every time it was left undone with a reason.
    pub departed: Vec<Departure>,
    /// When it was last passed over because its condition did not hold.
    pub passed: Option<DateTime>,
}

/// A step in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standpoint {
    /// Open, to be done.
    Open,
    /// Open and over its deadline.
    Late,
    /// Sent for approval.
    Submitted,
    /// Done, and not open again.
    Done,
    /// Left undone with a reason.
    Departed,
    /// Its condition did not hold.
    Passed,
    /// Not reached.
    NotOpen,
}

/// An open step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Since when.
    pub since: DateTime,
    /// The last moment at which it is in time; `None` without a deadline, or while the date from
    /// which it counts is not answered.
    pub due: Option<DateTime>,
    /// By how much it is late; `None` when it is not.
    pub late_by: Option<SignedDuration>,
    /// Whom it waits for.
    pub waits: Waits,
    /// Who hears of it when, if it is late: the steps of the scale that the procedure names.
    pub alerts: Vec<Alert>,
    /// Why it came back, when its last submission was refused.
    pub returned: Option<Words>,
}

/// Whom an open step waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waits {
    /// For somebody of this role to do it.
    Role(String),
    /// For an approval.
    Visa {
        /// Of this submission.
        submission: String,
        /// Made by.
        by: String,
        /// When.
        at: DateTime,
        /// The approvals still missing: their place, and the roles that may give each.
        missing: Vec<(usize, Vec<String>)>,
    },
}

/// Somebody hears of a step that is late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// From when.
    pub at: DateTime,
    /// The code of the role.
    pub role: String,
}

/// A step that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Open since.
    pub since: DateTime,
    /// Until when it had to be done.
    pub due: Option<DateTime>,
    /// When its author finished it.
    pub finished: DateTime,
    /// When it counted as done: at once, or with the last approval.
    pub at: DateTime,
    /// By whom.
    pub by: String,
    /// The decision taken, in its words.
    pub decision: Option<String>,
}

impl Done {
    /// Whether its author was in time. Who approves late makes nobody late.
    pub fn in_time(&self) -> bool {
        self.due.is_none_or(|due| self.finished <= due)
    }
}

/// A step that was left undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// When.
    pub at: DateTime,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: Words,
}

impl StepState<'_> {
    /// The step in one word.
    pub fn standpoint(&self) -> Standpoint {
        match &self.open {
            Some(Open {
                waits: Waits::Visa { .. },
                ..
            }) => Standpoint::Submitted,
            Some(open) if open.late_by.is_some() => Standpoint::Late,
            Some(_) => Standpoint::Open,
            None => self.past(),
        }
    }

    /// What last became of a step that is not open.
    fn past(&self) -> Standpoint {
        let ends = [
            (self.done.last().map(|done| done.at), Standpoint::Done),
            (
                self.departed.last().map(|gone| gone.at),
                Standpoint::Departed,
            ),
            (self.passed, Standpoint::Passed),
        ];
        let known = ends.into_iter().filter_map(|(at, what)| Some((at?, what)));
        known
            .max_by_key(|(at, _)| *at)
            .map_or(Standpoint::NotOpen, |(_, what)| what)
    }
}

impl<'p> Standing<'p> {
    /// A step by its code.
    pub fn step(&self, code: &str) -> Option<&StepState<'p>> {
        self.steps.iter().find(|state| state.step.code == code)
    }

    /// The open steps, in the order of the procedure.
    pub fn open(&self) -> impl Iterator<Item = (&StepState<'p>, &Open)> {
        self.steps
            .iter()
            .filter_map(|state| Some((state, state.open.as_ref()?)))
    }

    /// Whether a step was done at least once.
    pub fn is_done(&self, code: &str) -> bool {
        self.step(code).is_some_and(|state| !state.done.is_empty())
    }

    /// Whether a step was done, and in time when it was last done.
    pub fn is_in_time(&self, code: &str) -> bool {
        let last = self.step(code).and_then(|state| state.done.last());
        last.is_some_and(Done::in_time)
    }
}

/// Where a case stands at a moment.
///
/// `answers` are those of the case now: the deadline of an open step follows them (a risk that was
/// raised shortens what is open), the past does not.
pub fn standing<'p>(
    procedure: &'p Procedure,
    course: &Course,
    answers: &dyn Scope,
    calendar: &Calendar,
    now: DateTime,
) -> Standing<'p> {
    let mut standing = folded(procedure, course);
    let dated: Vec<_> = standing
        .open()
        .map(|(state, open)| dated(procedure, &standing, state.step, open, answers, calendar))
        .collect();
    let open = standing
        .steps
        .iter_mut()
        .filter_map(|state| state.open.as_mut());
    for (open, (due, alerts)) in open.zip(dated) {
        let finished = match &open.waits {
            Waits::Visa { at, .. } => *at,
            Waits::Role(_) => now,
        };
        open.late_by = due
            .filter(|due| finished > *due)
            .map(|due| finished.duration_since(due));
        open.due = due;
        open.alerts = alerts;
    }
    standing
}

/// Until when an open step is in time, and who hears of it afterwards.
fn dated(
    procedure: &Procedure,
    standing: &Standing<'_>,
    step: &Step,
    open: &Open,
    answers: &dyn Scope,
    calendar: &Calendar,
) -> (Option<DateTime>, Vec<Alert>) {
    let due = due(procedure, standing, step, open.since, answers, calendar);
    let alerts = due.map_or_else(Vec::new, |due| {
        let alert = |overdue: &crate::workbook::Overdue| Alert {
            at: calendar.end(due, overdue.after).max(due),
            role: overdue.role.clone(),
        };
        step.overdue.iter().map(alert).collect()
    });
    (due, alerts)
}

fn due(
    procedure: &Procedure,
    standing: &Standing<'_>,
    step: &Step,
    since: DateTime,
    answers: &dyn Scope,
    calendar: &Calendar,
) -> Option<DateTime> {
    let deadline = step.deadline.as_ref()?;
    let known = Known::at(answers, procedure, standing, since);
    let case = deadline.cases.iter().find(|case| {
        // A condition that cannot be told does not hold: the case without condition stands.
        case.when
            .as_ref()
            .is_none_or(|when| when.holds(&known).unwrap_or(false))
    })?;
    let delay = procedure.delay(&case.delay)?;
    let from = match &deadline.since {
        Since::FileOpened => standing.opened?,
        Since::StepOpened => since,
        Since::StepDone(code) => standing
            .step(code)
            .and_then(|state| state.done.last())
            .map_or(since, |done| done.at),
        Since::Answer(question) => answers.value(question)?.moment()?,
    };
    Some(calendar.end(from, delay))
}
