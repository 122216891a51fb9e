//! The course of a case, drawn: every step of its procedure by its word and shape, and the history of all
//! that happened.

use akwaba_domain::casework::{Edition, Hands};
use akwaba_procedures::run::{Course, Open, Standing, Standpoint, StepState, Waits, What};
use jiff::civil::DateTime;

use super::agenda_rows::step_path;
use super::shared::{due, late_by, moment};
use crate::frame::Frame;
use crate::pages::reception::Staff;
use crate::parts::{Tag, Tone};
use akwaba_journal::id::{ActorId, EntityId};

/// One step of the drawing.
pub(super) struct Drawn {
    pub(super) label: String,
    pub(super) path: String,
    pub(super) tag: Tag,
    /// The class of its shape.
    pub(super) class: &'static str,
    pub(super) lines: Vec<String>,
    /// What to do with it now, for a reader whose step it is.
    pub(super) act: Option<(String, String)>,
}

/// One thing that happened.
pub(super) struct Past {
    pub(super) when: String,
    pub(super) what: String,
    pub(super) why: String,
}

/// What a drawing needs beside the standing.
pub(super) struct Drawing<'a> {
    pub(super) f: &'a Frame,
    pub(super) edition: &'a Edition,
    pub(super) staff: &'a Staff,
    pub(super) hands: &'a Hands,
    pub(super) case: EntityId,
}

impl Drawing<'_> {
    /// Every step, in order.
    pub(super) fn steps(&self, standing: &Standing<'_>) -> Vec<Drawn> {
        let steps = standing.steps.iter();
        steps.map(|state| self.step(state)).collect()
    }

    fn step(&self, state: &StepState<'_>) -> Drawn {
        let f = self.f;
        let point = state.standpoint();
        let (tone, code, class) = match point {
            Standpoint::Open => (Tone::Info, "open", "now"),
            Standpoint::Late => (Tone::Attention, "late", "now"),
            Standpoint::Submitted => (Tone::Info, "submitted", "now"),
            Standpoint::Done => (Tone::Good, "done", "done"),
            Standpoint::Departed => (Tone::Attention, "departed", "aside"),
            Standpoint::Passed => (Tone::Calm, "passed", "aside"),
            Standpoint::NotOpen => (Tone::Calm, "not-open", ""),
        };
        let mut lines = vec![self.edition.role_label(&state.step.role).to_owned()];
        lines.extend(
            state
                .open
                .as_ref()
                .into_iter()
                .flat_map(|open| self.open(open)),
        );
        if let Some(last) = state.done.last() {
            let args = [
                ("who", self.who(&last.by).into()),
                ("when", moment(f, last.at).into()),
            ];
            lines.push(f.tn("casework-done-by", args));
            if !last.in_time() {
                lines.push(f.t("casework-done-late"));
            }
            if state.done.len() > 1 {
                lines.push(f.t1("casework-done-times", "count", state.done.len()));
            }
        }
        let path = step_path(self.case, &state.step.code);
        let act = state.open.as_ref().and_then(|open| {
            let mine = self.edition.function(&state.step.role);
            let mine = mine.is_some_and(|function| self.hands.may_do(function));
            let waits = matches!(open.waits, Waits::Visa { .. });
            (mine && !waits).then(|| (path.clone(), f.t("casework-do-step")))
        });
        Drawn {
            label: state.step.label.clone(),
            path: if point == Standpoint::NotOpen {
                String::new()
            } else {
                path
            },
            tag: Tag::new(tone, f.word("casework-standing-", code)),
            class,
            lines,
            act,
        }
    }

    fn open(&self, open: &Open) -> Vec<String> {
        let f = self.f;
        let mut lines = Vec::new();
        lines.extend(open.due.map(|at| due(f, at)));
        lines.extend(open.late_by.map(|late| late_by(f, late)));
        if let Waits::Visa { missing, by, .. } = &open.waits {
            let roles: Vec<&str> = missing
                .iter()
                .flat_map(|(_, roles)| roles)
                .map(|role| self.edition.role_label(role))
                .collect();
            let args = [
                ("who", roles.join(", ").into()),
                ("by", self.who(by).into()),
            ];
            lines.push(f.tn("casework-visa-awaited", args));
        }
        if open.returned.is_some() {
            lines.push(f.t("casework-returned-tag"));
        }
        lines
    }

    fn who(&self, by: &str) -> &str {
        let who = by.parse::<ActorId>().ok();
        who.map_or("", |who| self.staff.name(who))
    }

    fn label(&self, step: &str) -> String {
        let known = self.edition.procedure.step(step);
        known.map_or_else(|| step.to_owned(), |step| step.label.clone())
    }

    /// All that happened, the last first.
    pub(super) fn history(&self, course: &Course) -> Vec<Past> {
        let mut submitted: Vec<(&str, &str)> = Vec::new();
        for event in &course.events {
            if let What::Submitted {
                submission, step, ..
            } = &event.what
            {
                submitted.push((submission, step));
            }
        }
        let step_of = |name: &str| {
            let found = submitted.iter().find(|(known, _)| *known == name);
            found.map_or_else(String::new, |(_, step)| self.label(step))
        };
        let events = course.events.iter().rev();
        events
            .map(|event| {
                let (key, subject, why) = match &event.what {
                    What::Began { .. } => ("casework-past-began", String::new(), ""),
                    What::Done { step, decision, .. } => (
                        "casework-past-done",
                        self.label(step),
                        decision.as_deref().unwrap_or(""),
                    ),
                    What::Submitted { step, decision, .. } => (
                        "casework-past-submitted",
                        self.label(step),
                        decision.as_deref().unwrap_or(""),
                    ),
                    What::Approved { submission, .. } => {
                        ("casework-past-approved", step_of(submission), "")
                    }
                    What::Refused { submission, reason } => (
                        "casework-past-refused",
                        step_of(submission),
                        reason.as_str(),
                    ),
                    What::Departed { step, reason, .. } => {
                        ("casework-past-departed", self.label(step), reason.as_str())
                    }
                    What::Moved {
                        version, reason, ..
                    } => ("casework-past-moved", version.to_string(), reason.as_str()),
                    What::Opened { steps, reason } => {
                        let steps: Vec<String> =
                            steps.iter().map(|step| self.label(step)).collect();
                        ("casework-past-opened", steps.join(", "), reason.as_str())
                    }
                    What::Closed { reason } => {
                        ("casework-past-closed", String::new(), reason.as_str())
                    }
                    What::Reopened { reason, open } => {
                        let steps: Vec<String> = open.iter().map(|step| self.label(step)).collect();
                        ("casework-past-reopened", steps.join(", "), reason.as_str())
                    }
                };
                self.past(event.at, &event.by, key, subject, why)
            })
            .collect()
    }

    fn past(&self, at: DateTime, by: &str, key: &str, what: String, why: &str) -> Past {
        let f = self.f;
        let args = [("what", what.into()), ("who", self.who(by).into())];
        Past {
            when: moment(f, at),
            what: f.tn(key, args),
            why: why.to_owned(),
        }
    }
}

/// Everybody whose name the course says.
pub(super) fn people(course: &Course) -> impl Iterator<Item = ActorId> + '_ {
    course
        .events
        .iter()
        .filter_map(|event| event.by.parse().ok())
}
