//! What the page of a step says around its form: what became of the version, what was sent back, earlier answers, the decisions
//! to choose from, the form on paper. Decides nothing.

use akwaba_domain::casework::{Edition, Why, consent, time};
use akwaba_domain::refusal::Refusals;
use akwaba_procedures::run::{Open, Waits, Way};
use akwaba_procedures::workbook::{Confidentiality, Step};
use jiff::civil::DateTime;

use super::answers::summary;
use super::gone::Written;
use super::shared::{Known, case_path, late_by, moment};
use super::sheet;
use crate::frame::Frame;
use crate::pages::reception::Staff;
use crate::parts::{Choice, Field, Fields, Notice, Summary, Tone};

/// Earlier answers shown on the page of a step that is done again and again.
const EARLIER_MAX: usize = 5;

/// What a page of a step says beside the step.
pub(super) enum Said<'r> {
    Nothing,
    Refused(&'r Refusals),
    /// The form was of another version.
    Moved(&'r Refusals, &'r Written),
    Kept,
}

/// The form of the step on paper; and where the consents it asks for are noted.
pub(super) fn sheets(f: &Frame, known: &Known, step: &Step, opens: bool) -> Vec<(String, String)> {
    if known.edition.group(step).is_none() {
        return Vec::new();
    }
    let blank = sheet::blank_path(&known.case.procedure, &step.code);
    let mut sheets = vec![(blank, f.t("casework-sheet-blank"))];
    if opens && sheet::answered(known, &step.code).is_some() {
        let filled = sheet::filled_path(&known.case, &step.code);
        sheets.push((filled, f.t("casework-sheet-filled")));
    }
    if opens && asks_consents(known, step) {
        let gate = format!("{}/accords", case_path(known.case.id));
        sheets.push((gate, f.t("agreement-form-go")));
    }
    sheets
}

/// Whether what is answered in a step are consents, which the gate of its sealed file asks for by service.
fn asks_consents(known: &Known, step: &Step) -> bool {
    let sealed = known.edition.procedure.confidentiality == Confidentiality::Sealed;
    sealed && consent::step_of(&known.edition).is_some_and(|asks| asks.code == step.code)
}

/// What was answered the last times the step was done, each with when and by whom.
pub(super) fn earlier(
    f: &Frame,
    known: &Known,
    step: &Step,
    staff: &Staff,
    now: DateTime,
) -> Vec<(String, Summary)> {
    let all: Vec<_> = known.case.answers_of(&step.code).collect();
    let last = all.into_iter().rev().take(EARLIER_MAX);
    last.filter(|(.., answers)| !answers.is_empty())
        .map(|(who, at, answers)| {
            let args = [
                ("when", moment(f, time::civil(at)).into()),
                ("who", staff.name(who).into()),
            ];
            let title = f.tn("casework-earlier", args);
            (title, summary(f, &known.edition, Some(step), answers, now))
        })
        .collect()
}

/// The decisions among which the worker chooses. What the answers decide is not asked.
pub(super) fn choices(step: &Step, way: &Way<'_>, form: &Fields) -> Option<Field> {
    let offered = match way {
        // With conditions, the answers on the page may still change what is decided.
        Way::On | Way::Decided(_) => return None,
        Way::Choose(offered) => offered,
    };
    let places = step.decisions.iter().enumerate();
    let choices = places
        .filter(|(_, decision)| offered.contains(decision))
        .map(|(place, decision)| Choice::new(place.to_string(), &decision.label));
    let field = form.radios("decision", "casework-decision", choices.collect());
    Some(field.needed())
}

/// What is said of the version itself: that it was withdrawn, and what the centre adapted of this step.
pub(super) fn told(f: &Frame, edition: &Edition, step: &Step, withdrawn: Vec<Why>) -> Vec<Notice> {
    let mut notices = Vec::new();
    for message in withdrawn {
        let title = f.t("casework-version-withdrawn");
        notices.push(Notice::new(Tone::Attention, title, message.as_str()));
    }
    let changes: Vec<&str> = edition
        .changes_of(step)
        .map(|change| change.said.as_str())
        .collect();
    if let Some(layer) = edition.layer().filter(|_| !changes.is_empty()) {
        let because = f.t1("manual-layer-because", "reason", layer.reason.as_str());
        let text = format!("{} {because}", changes.join(" "));
        notices.push(Notice::new(Tone::Info, f.t("manual-layer-here"), text));
    }
    notices
}

pub(super) fn notices(f: &Frame, open: Option<&Open>, done: bool, said: &Said<'_>) -> Vec<Notice> {
    let mut notices = Vec::new();
    if matches!(said, Said::Kept) {
        notices.push(Notice::new(Tone::Good, f.t("casework-said-kept"), ""));
    }
    let Some(open) = open else {
        let key = if done {
            "casework-step-is-done"
        } else {
            "casework-step-is-closed"
        };
        notices.push(Notice::new(Tone::Info, f.t(key), ""));
        return notices;
    };
    if let Some(reason) = &open.returned {
        let title = f.t("casework-returned");
        notices.push(Notice::new(Tone::Attention, title, reason.as_str()));
    }
    if matches!(open.waits, Waits::Visa { .. }) {
        let text = f.t("casework-step-waits");
        notices.push(Notice::new(Tone::Info, f.t("casework-waits-visa"), text));
    } else if let Some(late) = open.late_by {
        let text = f.t("casework-step-late-text");
        notices.push(Notice::new(Tone::Attention, late_by(f, late), text));
    }
    notices
}
