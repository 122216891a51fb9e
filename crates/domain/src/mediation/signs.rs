//! The signs of violence, wherever they stand, and the gate before every step that brings two people
//! together.
//!
//! Reads every answer ever given, those waiting for an approval and those sent back too: what somebody
//! said once is not unsaid. In doubt, there is a sign.

use super::{PROCEDURE, Side, Words};
use crate::casework::severity::HIGH;
use crate::casework::{Case, edit};
use crate::draft::Drafts;
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::coded;
use crate::text;
use akwaba_journal::state::State;
use akwaba_procedures::form::Answers;

/// The facts that somebody of the centre noticed something.
const NOTICED: &str = "party-noticed";

/// The steps that bring the two together, or bind them to each other.
const JOINT: [&str; 3] = ["cadre", "seance", "pv"];

/// What each of the two is asked alone; anything but *non* is a sign.
const ASKED_ALONE: [&str; 5] = ["peur", "coups", "contrainte", "enfant", "geste"];

/// Questions of the other procedures of the manual of which anything but *non* is a sign.
const ASKED_ELSEWHERE: [&str; 6] = [
    "violence",
    "enfant_danger",
    "violence_vue",
    "danger",
    "danger_suivi",
    "peur_dehors",
];

coded! {
    /// A sign of violence, by where it stands.
    Sign {
        /// In an interview alone.
        0 Interview = "entretien",
        /// In a meeting.
        1 Meeting = "rencontre",
        /// A signature that was not free.
        2 Signature = "signature",
        /// In the news taken afterwards.
        3 FollowUp = "suivi",
        /// The risk of the case was found high.
        4 Risk = "risque",
        /// Somebody of the centre noticed something.
        5 Noticed = "remarque",
        /// In another case.
        6 Elsewhere = "ailleurs",
    }
}

/// Whether a step brings the two together, or binds them to each other.
pub fn is_joint(step: &str) -> bool {
    JOINT.contains(&step)
}

/// Every answer ever sent of a case.
fn sent(case: &Case) -> impl Iterator<Item = &Answers> {
    let counted = case.counted();
    let counted: Vec<&Answers> = counted.iter().map(|part| part.answers).collect();
    let submitted = case.submissions.iter().map(|sent| &sent.answers);
    counted.into_iter().chain(submitted)
}

/// Whether an answer was given and is not a plain *non*.
fn not_denied(answer: &str) -> bool {
    !answer.is_empty() && answer != "non"
}

/// The sign in the answer to one question of this procedure.
fn sign_in(path: &str, answer: &str) -> Option<Sign> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let alone = Side::ALL.iter().any(|side| {
        let rest = name.strip_prefix(side.code());
        let rest = rest.and_then(|rest| rest.strip_prefix('_'));
        rest.is_some_and(|rest| ASKED_ALONE.contains(&rest))
    });
    match name {
        _ if alone && not_denied(answer) => Some(Sign::Interview),
        "seance_peur" if not_denied(answer) => Some(Sign::Meeting),
        "suivi1_peur" | "suivi3_peur" if not_denied(answer) => Some(Sign::FollowUp),
        // Here the plain answer is *oui*: signed freely.
        "pv_libre" if !answer.is_empty() && answer != "oui" => Some(Sign::Signature),
        _ => None,
    }
}

/// The signs in a case of mediation itself, each once.
pub fn signs(case: &Case, state: &State) -> Vec<Sign> {
    let mut found: Vec<Sign> = sent(case)
        .flat_map(Answers::iter)
        .filter_map(|(path, answer)| sign_in(path, answer))
        .collect();
    if case.risks().iter().any(|scored| scored.level >= HIGH) {
        found.push(Sign::Risk);
    }
    if !state.facts::<Words>(NOTICED).is_empty() {
        found.push(Sign::Noticed);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a case of any procedure, open or over, tells of violence or of a high risk.
pub fn tells(case: &Case, state: &State) -> bool {
    let told = |(path, answer): (&str, &str)| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let red = name == "signes_rouges" && answer.split(' ').any(|one| one == "violence");
        red || (ASKED_ELSEWHERE.contains(&name) && not_denied(answer))
    };
    !signs(case, state).is_empty() || sent(case).flat_map(Answers::iter).any(told)
}

/// Whether one of the two had their interview, whatever was said there.
pub(super) fn interviewed(case: &Case, side: Side) -> bool {
    let step = format!("entretien_{}", side.code());
    case.counted().iter().any(|part| part.step == step)
}

/// Whether one of the two was seen alone, and every question of fear was answered with a plain *non*
/// the last time.
pub fn seen_alone(case: &Case, side: Side) -> bool {
    let letter = side.code();
    let step = format!("entretien_{letter}");
    let parts = case.counted();
    let last = parts.iter().rev().find(|part| part.step == step);
    let said = |name: &str| {
        let last = last?;
        last.answers.get(&format!("{}/{letter}_{name}", last.group))
    };
    let alone = said("seule") == Some("oui");
    alone && ASKED_ALONE.iter().all(|name| said(name) == Some("non"))
}

/// Whether a step of a case may be done now, or opened. Steps that bring nobody together always may.
///
/// # Errors
/// `mediation-closed` while a sign stands: in words that tell nothing; `mediation-alone-first` while
/// one of the two was not seen alone.
pub fn gate(case: &Case, state: &State, step: &str) -> Result<(), Refusals> {
    if case.procedure.code != PROCEDURE || !is_joint(step) {
        return Ok(());
    }
    if !signs(case, state).is_empty() {
        return Err(Refusal::whole("mediation-closed").into());
    }
    if Side::ALL.iter().any(|side| !seen_alone(case, *side)) {
        return Err(Refusal::whole("mediation-alone-first").into());
    }
    Ok(())
}

/// The same for each of some steps: a way that leads to several.
///
/// # Errors
/// Those of [`gate`].
pub fn opens(case: &Case, state: &State, steps: &[String]) -> Result<(), Refusals> {
    steps.iter().try_for_each(|step| gate(case, state, step))
}

/// Writes that somebody of the centre noticed something that stops the mediation.
///
/// # Errors
/// `mediation-noticed-missing` at `words`.
pub fn fear(
    allowed: &Allowed<act::CaseNote>,
    (case, state): (&Case, &State),
    typed: &str,
) -> Result<Drafts, Refusals> {
    let words = text::words("words", typed)?;
    let words = words.ok_or_else(|| Refusal::at("words", "mediation-noticed-missing"))?;
    let words = Words::new(words);
    Ok(edit(allowed, (case, state), |acting| {
        acting.fact(NOTICED, &words);
    }))
}
