//! What happened to a case, folded step by step, without any expression: what is open since when,
//! done, left aside, submitted, over.

use super::course::{Course, Event, Lead, What, Words};
use super::standing::{Departure, Done, Open, Over, Standing, StepState, Waits};
use crate::workbook::Procedure;
use jiff::civil::DateTime;

/// What happened, without the deadlines of what is open.
pub(super) fn folded<'p>(procedure: &'p Procedure, course: &Course) -> Standing<'p> {
    let steps = procedure.steps.iter().map(|step| StepState {
        step,
        open: None,
        done: Vec::new(),
        departed: Vec::new(),
        passed: None,
    });
    let mut fold = Fold {
        standing: Standing {
            opened: course.opened(),
            steps: steps.collect(),
            over: None,
        },
        sent: Vec::new(),
    };
    for event in &course.events {
        fold.take(event);
    }
    fold.standing
}

/// A submission that was made: what follows once it is approved.
struct Sent<'c> {
    name: &'c str,
    step: &'c str,
    due: Option<DateTime>,
    decision: Option<&'c str>,
    lead: &'c Lead,
    by: &'c str,
    at: DateTime,
}

struct Fold<'p, 'c> {
    standing: Standing<'p>,
    sent: Vec<Sent<'c>>,
}

impl<'p, 'c> Fold<'p, 'c> {
    fn take(&mut self, event: &'c Event) {
        let (at, by) = (event.at, event.by.as_str());
        // What reaches a case after its end (from another node) is kept, and opens nothing.
        let reopened = matches!(event.what, What::Reopened { .. });
        if self.standing.over.is_some() != reopened {
            return;
        }
        match &event.what {
            What::Began { lead } => self.go(at, by, lead),
            What::Done {
                step,
                due,
                decision,
                lead,
            } => {
                let done = (*due, decision.as_deref());
                self.finish(step, done, at, (at, by));
                self.go(at, by, lead);
            }
            What::Submitted {
                submission,
                step,
                due,
                decision,
                lead,
                asked,
            } => {
                let missing = asked.iter().cloned().enumerate().collect();
                let waits = Waits::Visa {
                    submission: submission.clone(),
                    by: by.to_owned(),
                    at,
                    missing,
                };
                if let Some(open) = self.opened(step, at) {
                    open.waits = waits;
                }
                self.sent.push(Sent {
                    name: submission,
                    step,
                    due: *due,
                    decision: decision.as_deref(),
                    lead,
                    by,
                    at,
                });
            }
            What::Approved { submission, place } => self.approved(submission, *place, at),
            What::Refused { submission, reason } => self.refused(submission, reason),
            What::Departed {
                step, reason, lead, ..
            } => {
                if let Some(state) = self.state(step) {
                    state.open = None;
                    state.departed.push(Departure {
                        at,
                        by: by.to_owned(),
                        reason: reason.clone(),
                    });
                }
                self.go(at, by, lead);
            }
            What::Moved { open, .. } => {
                for state in &mut self.standing.steps {
                    if !open.contains(&state.step.code) {
                        state.open = None;
                    }
                }
                for code in open {
                    self.open(code, at);
                }
            }
            What::Opened { steps, .. } => {
                for code in steps {
                    self.open(code, at);
                }
            }
            What::Closed { reason } => self.end(at, by, Some(reason.clone())),
            What::Reopened { open, .. } => {
                self.standing.over = None;
                self.sent.clear();
                for code in open {
                    self.open(code, at);
                }
            }
        }
        if self.standing.over.is_none() && self.standing.open().next().is_none() {
            self.end(at, by, None);
        }
    }

    /// Notes a step as done, and closes it.
    fn finish(
        &mut self,
        step: &str,
        (due, decision): (Option<DateTime>, Option<&str>),
        at: DateTime,
        (finished, by): (DateTime, &str),
    ) {
        let Some(state) = self.state(step) else {
            return;
        };
        let since = state.open.take().map_or(finished, |open| open.since);
        state.done.push(Done {
            since,
            due,
            finished,
            at,
            by: by.to_owned(),
            decision: decision.map(str::to_owned),
        });
    }

    fn approved(&mut self, name: &str, place: usize, at: DateTime) {
        let Some(index) = self.sent.iter().position(|sent| sent.name == name) else {
            return;
        };
        let waiting = self.waiting(name);
        let Some(missing) = waiting else { return };
        missing.retain(|(other, _)| *other != place);
        if missing.is_empty() {
            let sent = self.sent.swap_remove(index);
            self.finish(sent.step, (sent.due, sent.decision), at, (sent.at, sent.by));
            self.go(at, sent.by, sent.lead);
        }
    }

    fn refused(&mut self, name: &str, reason: &Words) {
        self.sent.retain(|sent| sent.name != name);
        let role = |state: &StepState<'_>| Waits::Role(state.step.role.clone());
        for state in &mut self.standing.steps {
            let back = role(state);
            if let Some(open) = &mut state.open
                && matches!(&open.waits, Waits::Visa { submission, .. } if submission == name)
            {
                open.waits = back;
                open.returned = Some(reason.clone());
            }
        }
    }

    /// The approvals that a submission still waits for.
    fn waiting(&mut self, name: &str) -> Option<&mut Vec<(usize, Vec<String>)>> {
        let open = self.standing.steps.iter_mut();
        open.filter_map(|state| state.open.as_mut())
            .find_map(|open| match &mut open.waits {
                Waits::Visa {
                    submission,
                    missing,
                    ..
                } if submission == name => Some(missing),
                _ => None,
            })
    }

    fn go(&mut self, at: DateTime, by: &str, lead: &Lead) {
        for code in &lead.passed {
            if let Some(state) = self.state(code) {
                state.passed = Some(at);
            }
        }
        for code in &lead.opens {
            self.open(code, at);
        }
        if lead.ends {
            self.end(at, by, None);
        }
    }

    /// Opens a step; one that is open stays open since it was.
    fn open(&mut self, code: &str, at: DateTime) {
        if let Some(state) = self.state(code)
            && state.open.is_none()
        {
            state.open = Some(Open {
                since: at,
                due: None,
                late_by: None,
                waits: Waits::Role(state.step.role.clone()),
                alerts: Vec::new(),
                returned: None,
            });
        }
    }

    /// The open step of that code, opened if it was not: what was submitted was being done.
    fn opened(&mut self, code: &str, at: DateTime) -> Option<&mut Open> {
        self.open(code, at);
        self.state(code)?.open.as_mut()
    }

    fn end(&mut self, at: DateTime, by: &str, reason: Option<Words>) {
        for state in &mut self.standing.steps {
            state.open = None;
        }
        self.standing.over = Some(Over {
            at,
            by: by.to_owned(),
            reason,
        });
    }

    fn state(&mut self, code: &str) -> Option<&mut StepState<'p>> {
        let mut steps = self.standing.steps.iter_mut();
        steps.find(|state| state.step.code == code)
    }
}
