//! The course of a play, drawn: each step with its deadline and who would hear of a delay and, while it is open, where it may lead.

use akwaba_domain::casework::Edition;
use akwaba_paper::typography::french;
use akwaba_procedures::run::{Known, Open, Standpoint, StepState, Waits, Way, ways};
use akwaba_procedures::workbook::{Next, Step};
use jiff::civil::DateTime;

use crate::frame::Frame;
use crate::pages::casework::shared::{due, late_by, moment};
use crate::parts::{Tag, Tone};

/// One step of the course.
pub(super) struct Drawn {
    pub(super) label: String,
    pub(super) tag: Tag,
    pub(super) class: &'static str,
    pub(super) lines: Vec<String>,
    pub(super) branches: Vec<Branch>,
}

/// One way on from an open step.
pub(super) struct Branch {
    pub(super) label: String,
    pub(super) next: String,
    /// Whether the answers so far take it.
    pub(super) taken: bool,
}

/// Whether an open step waits for somebody to do it, and not for an approval.
pub(super) fn is_to_do(open: &Open) -> bool {
    matches!(open.waits, Waits::Role(_))
}

/// One step of the course, with its deadline and, while it is open, where it may lead.
pub(super) fn drawn(
    f: &Frame,
    edition: &Edition,
    state: &StepState<'_>,
    known: &Known<'_>,
) -> Drawn {
    let (tone, code, class) = match state.standpoint() {
        Standpoint::Open => (Tone::Info, "open", "now"),
        Standpoint::Late => (Tone::Attention, "late", "now"),
        Standpoint::Submitted => (Tone::Info, "submitted", "now"),
        Standpoint::Done => (Tone::Good, "done", "done"),
        Standpoint::Departed => (Tone::Attention, "departed", "aside"),
        Standpoint::Passed => (Tone::Calm, "passed", "aside"),
        Standpoint::NotOpen => (Tone::Calm, "not-open", ""),
    };
    let mut lines = vec![edition.role_label(&state.step.role).to_owned()];
    if let Some(open) = &state.open {
        lines.extend(open.due.map(|at| due(f, at)));
        lines.extend(open.late_by.map(|late| late_by(f, late)));
        lines.extend(open.alerts.iter().map(|alert| {
            let args = [
                ("role", edition.role_label(&alert.role).into()),
                ("when", moment(f, alert.at).into()),
            ];
            f.tn("training-alert", args)
        }));
    }
    if let Some(last) = state.done.last() {
        lines.push(f.t1("training-done-on", "when", moment(f, last.at)));
        if !last.in_time() {
            lines.push(f.t("casework-done-late"));
        }
        lines.extend(last.decision.clone());
    }
    let branches = if state.open.as_ref().is_some_and(is_to_do) {
        branches(f, edition, state.step, &ways(state.step, known))
    } else {
        Vec::new()
    };
    Drawn {
        label: state.step.label.clone(),
        tag: Tag::new(tone, f.word("casework-standing-", code)),
        class,
        lines,
        branches,
    }
}

fn branches(f: &Frame, edition: &Edition, step: &Step, way: &Way<'_>) -> Vec<Branch> {
    let label = |code: &String| {
        let known = edition.procedure.step(code);
        known.map_or_else(|| code.clone(), |step| step.label.clone())
    };
    let branches = step.decisions.iter().map(|decision| {
        let next = match &decision.next {
            Next::End => f.t("manual-end"),
            Next::Steps(codes) => codes.iter().map(label).collect::<Vec<_>>().join(" · "),
        };
        // The manual is in French.
        let next = match &decision.when {
            Some(when) => format!("{next}, si {}", french(&when.phrase(&edition.procedure))),
            None => next,
        };
        Branch {
            label: decision.label.clone(),
            next,
            taken: matches!(way, Way::Decided(one) if *one == decision),
        }
    });
    branches.collect()
}

/// The next deadline that is still to come: as the player's command writes it, and in words.
pub(super) fn next_deadline(
    f: &Frame,
    open: &[(&StepState<'_>, &Open)],
    now: DateTime,
) -> Option<(String, String)> {
    let dues = open.iter().filter_map(|(_, open)| open.due);
    let next = dues.filter(|due| *due > now).min()?;
    let command = format!("{} {:02}:{:02}", next.date(), next.hour(), next.minute());
    Some((command, due(f, next)))
}
