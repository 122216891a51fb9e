//! The windows of an incident, or of a decision: until when something can still be done that counts from
//! the moment it happened, and how long that is.
//!
//! A window is a step of the procedure whose deadline counts from an answer. How long it is, what it is for
//! and by which source the procedure's own parameters say. Pure: nothing is stored, and nothing is said of an
//! incident whose step does not concern it.

use super::case::Case;
use super::code::Code;
use super::edition::Edition;
use super::incident::{CODE_QUESTION, Incident};
use super::step::stands;
use super::time::micros;
use akwaba_procedures::expr::{Scope, moment_written};
use akwaba_procedures::form::Answers;
use akwaba_procedures::run::{Known, Standing};
use akwaba_procedures::workbook::{DelaySource, Next, Since, Step};
use jiff::SignedDuration;
use jiff::civil::DateTime;

/// A window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The step by which what it is for is done.
    pub step: String,
    /// What it is for.
    pub label: String,
    /// Who says how long it is; empty where the step itself does.
    pub source: String,
    /// Of which incident; none where it counts from something else.
    pub incident: Option<Code>,
    /// From when it counts.
    pub from: DateTime,
    /// Its last moment.
    pub ends: DateTime,
    /// Whether what it is for was done, or the person did not want it.
    pub settled: bool,
}

/// What is left of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// So much.
    Running(SignedDuration),
    /// It is over since.
    Passed(SignedDuration),
}

impl Window {
    /// What is left of it at a moment.
    pub fn left(&self, now: DateTime) -> Left {
        if now <= self.ends {
            Left::Running(self.ends.duration_since(now))
        } else {
            Left::Passed(now.duration_since(self.ends))
        }
    }

    /// Whether it is still told of on the agenda: nothing was done for it, and it runs, or has been over for
    /// no longer than it lasted.
    pub fn is_pressing(&self, now: DateTime) -> bool {
        let lasted = self.ends.duration_since(self.from);
        !self.settled
            && match self.left(now) {
                Left::Running(_) => true,
                Left::Passed(since) => since <= lasted,
            }
    }

    fn order(&self, now: DateTime) -> (bool, bool, SignedDuration) {
        match self.left(now) {
            Left::Running(left) => (self.settled, false, left),
            Left::Passed(since) => (self.settled, true, since),
        }
    }
}

/// In the order in which they press: the soonest over first, then those that are over, the last first; at
/// the end what is settled.
pub fn sort(windows: &mut [Window], now: DateTime) {
    windows.sort_by_key(|window| window.order(now));
}

/// The windows of a case at a moment, in the order in which they press.
pub fn windows(
    case: &Case,
    edition: &Edition,
    incidents: &[Incident],
    now: DateTime,
) -> Vec<Window> {
    let reading = Reading { case, edition, now };
    let told = edition.form.question(CODE_QUESTION);
    let group = told.and_then(|asked| asked.path.rsplit_once('/'));
    let group = group.map(|(group, _)| format!("{group}/"));
    let mut found = Vec::new();
    for step in &edition.procedure.steps {
        let Some(Since::Answer(question)) = step.deadline.as_ref().map(|due| &due.since) else {
            continue;
        };
        let Some(asked) = edition.form.question(question) else {
            continue;
        };
        match &group {
            Some(group) if asked.path.starts_with(group) => {
                found.extend(incidents.iter().enumerate().filter_map(|(at, one)| {
                    let next = incidents.get(at.saturating_add(1));
                    let next = next.and_then(|next| next.told_micros);
                    reading.of_incident(step, &asked.path, one, next)
                }));
            }
            _ => found.extend(reading.window(step, &asked.path, &case.answers, None)),
        }
    }
    sort(&mut found, now);
    found
}

struct Reading<'a> {
    case: &'a Case,
    edition: &'a Edition,
    now: DateTime,
}

impl Reading<'_> {
    /// The window of an incident: with its own answers in place of those of the last one, and of the steps
    /// that count from it only what was answered since.
    fn of_incident(
        &self,
        step: &Step,
        path: &str,
        one: &Incident,
        next: Option<i64>,
    ) -> Option<Window> {
        let (group, _) = path.rsplit_once('/')?;
        let mut answers = self.case.answers.clone();
        answers.put(group, &one.answers);
        if let (true, Some(on)) = (one.answers.is_empty(), one.on) {
            answers.set(path, &moment_written(on));
        }
        let span = (one.told_micros.unwrap_or(i64::MAX), next);
        let beside = self.edition.procedure.steps.iter();
        for beside in beside.filter(|beside| clock(beside) == clock(step)) {
            let mut parts = self.case.counted().into_iter();
            let last = parts.rfind(|part| part.step == beside.code && within(part.at_micros, span));
            if let Some(group) = self.edition.group(beside) {
                let said = last.map_or_else(Answers::new, |part| part.answers.clone());
                answers.put(group, &said);
            }
        }
        self.window(step, path, &answers, Some((one, span)))
    }

    fn window(
        &self,
        step: &Step,
        path: &str,
        answers: &Answers,
        incident: Option<(&Incident, Span)>,
    ) -> Option<Window> {
        let procedure = &self.edition.procedure;
        let deadline = step.deadline.as_ref()?;
        let filled = self.edition.filled(answers, self.now);
        let scope = filled.scope();
        let standing = stands(self.case, self.edition, &scope, self.now);
        let Since::Answer(question) = &deadline.since else {
            return None;
        };
        let from = scope.value(question)?.moment()?;
        let known = Known::at(&scope, procedure, &standing, self.now);
        let holds = |when: &akwaba_procedures::expr::Expr| when.holds(&known).unwrap_or(false);
        let chosen = deadline
            .cases
            .iter()
            .find(|one| one.when.as_ref().is_none_or(holds))?;
        let ends = self
            .edition
            .calendar
            .end(from, procedure.delay(&chosen.delay)?);
        let told = incident.is_none_or(|(one, _)| one.told_micros.is_some());
        if told && !self.concerns(step, path, answers) {
            return None;
        }
        let parameter = match &chosen.delay {
            DelaySource::Parameter(name) => procedure.parameter(name),
            DelaySource::Fixed(_) => None,
        };
        Some(Window {
            step: step.code.clone(),
            label: parameter.map_or_else(|| step.label.clone(), |one| one.label.clone()),
            source: parameter.map_or_else(String::new, |one| one.source.clone()),
            incident: incident.map(|(one, _)| one.code.clone()),
            from,
            ends,
            settled: {
                let span = incident.map_or_else(|| (self.answered(path), None), |(_, span)| span);
                self.settled(&standing, step, span)
            },
        })
    }

    /// Whether the step would be for this one had it happened just now: that its time is over closes no
    /// window in silence.
    fn concerns(&self, step: &Step, path: &str, answers: &Answers) -> bool {
        let Some(condition) = &step.condition else {
            return true;
        };
        let mut fresh = answers.clone();
        fresh.set(path, &moment_written(self.now));
        let filled = self.edition.filled(&fresh, self.now);
        let scope = filled.scope();
        let standing = stands(self.case, self.edition, &scope, self.now);
        let known = Known::at(&scope, &self.edition.procedure, &standing, self.now);
        condition.holds(&known).unwrap_or(true)
    }

    /// When a question was answered last, in microseconds since 1970.
    fn answered(&self, path: &str) -> i64 {
        let mut parts = self.case.counted().into_iter();
        let last = parts.rfind(|part| part.answers.get(path).is_some());
        last.map_or(i64::MAX, |part| part.at_micros)
    }

    /// Whether the step was done in this span, and did not lead to another that counts from the same moment
    /// and is not done: what was not obtained can still be obtained.
    fn settled(&self, standing: &Standing<'_>, step: &Step, span: Span) -> bool {
        let mut step = step;
        // A procedure has few steps: each is looked at once at most.
        for _ in &self.edition.procedure.steps {
            let done = standing.step(&step.code).into_iter();
            let mut done = done.flat_map(|state| &state.done);
            let Some(last) = done.rfind(|done| within(micros(done.finished), span)) else {
                return false;
            };
            let taken = step
                .decisions
                .iter()
                .find(|one| Some(&one.label) == last.decision.as_ref());
            let on: &[String] = match taken.map(|one| &one.next) {
                Some(Next::Steps(codes)) => codes,
                Some(Next::End) | None => &[],
            };
            let mut on = on
                .iter()
                .filter_map(|code| self.edition.procedure.step(code));
            match on.find(|next| next.code != step.code && clock(next) == clock(step)) {
                Some(next) => step = next,
                None => return true,
            }
        }
        false
    }
}

/// From a moment on, and before another, in microseconds since 1970.
type Span = (i64, Option<i64>);

fn within(at: i64, (since, until): Span) -> bool {
    at >= since && until.is_none_or(|until| at < until)
}

/// From when a step counts.
fn clock(step: &Step) -> Option<&Since> {
    step.deadline.as_ref().map(|due| &due.since)
}

#[cfg(test)]
#[path = "window_tests.rs"]
mod tests;
