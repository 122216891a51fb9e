//! What the form of a case was answered about consents, line by line, to be shown beside those noted for the gate.
//!
//! Never: a consent. Words typed in a form name no service that a program could recognise, so a person chooses it.

use super::super::case::Case;
use super::super::edition::Edition;
use super::Giver;
use crate::referral::Info;
use akwaba_procedures::form::Kind;
use akwaba_procedures::workbook::Step;
use jiff::civil::DateTime;

/// The repeat by which forms of the manual ask for consents.
const ASKED: &str = "accords";
/// The questions whose answer says whether there is one: all of those that were asked must.
const REPLIES: [&str; 3] = [
    "accord_donne",
    "accord_enfant_service",
    "accord_adulte_service",
];
/// The question for what may be told, and the items that its answers are. The need and the code are always told.
const ITEMS: &str = "accord_elements";
const TOLD: [(&str, Info); 5] = [
    ("nom", Info::Name),
    ("contact", Info::Phone),
    ("type", Info::Violence),
    ("soins", Info::Health),
    ("recit", Info::Story),
];
/// The question for what must not be told, in words.
const NOT_TOLD: &str = "accord_taire";
/// The question for who consents, and who that is where a form has another word for them.
const GIVER: &str = "qui_consent";
const GIVERS: [(&str, Giver); 3] = [
    ("parent", Giver::Guardian),
    ("autre_adulte", Giver::OtherAdult),
    ("aucun", Giver::Interest),
];

/// What was answered for one service and organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Its place among the lines, from 1.
    pub place: u32,
    /// Each question with its answer, in the words of the form.
    pub said: Vec<(String, String)>,
    /// Whether the answer was yes.
    pub agreed: bool,
    /// What may be told beside the need and the code, where the form asks it by items.
    pub told: Vec<Info>,
    /// What must not be told.
    pub not_told: String,
    /// Who consented.
    pub giver: Option<Giver>,
}

/// The step whose form asks for consents, where the procedure has one.
pub fn step_of(edition: &Edition) -> Option<&Step> {
    let asked = edition.form.group(ASKED)?;
    let holds = |group: &str| asked.path.starts_with(&format!("{group}/"));
    let mut steps = edition.procedure.steps.iter();
    steps.find(|step| edition.group(step).is_some_and(holds))
}

/// The lines that the form of a case holds, in its order.
pub fn answered(case: &Case, edition: &Edition, now: DateTime) -> Vec<Answered> {
    let Some(asked) = edition.form.group(ASKED) else {
        return Vec::new();
    };
    let count = case.answers.count(&asked.path).unwrap_or(0);
    let filled = edition.filled(&case.answers, now);
    let step = step_of(edition).and_then(|step| edition.group(step));
    let by = step.and_then(|group| case.answers.get(&format!("{group}/{GIVER}")));
    let lines = (1..=count).map(|place| {
        let inside = format!("{}[{place}]/", asked.path);
        let of = |name: &str| filled.value(&format!("{inside}{name}")).to_owned();
        let replies = REPLIES.map(of);
        let mut replies = replies.iter().filter(|reply| !reply.is_empty());
        let mut said = Vec::new();
        for (path, question) in filled.paths() {
            let value = filled.value(&path);
            if !path.starts_with(&inside) || !question.is_asked() || value.is_empty() {
                continue;
            }
            let words = match question.kind {
                Kind::SelectOne | Kind::SelectMultiple => value
                    .split_ascii_whitespace()
                    .map(|code| edition.choice_said(&question.name, code))
                    .collect::<Vec<_>>()
                    .join(", "),
                _ => value.to_owned(),
            };
            let label = question.label.get(&edition.form.default_language);
            said.push((label.to_owned(), words));
        }
        let items = of(ITEMS);
        let told = TOLD.iter().filter(|(code, _)| {
            let mut items = items.split_ascii_whitespace();
            items.any(|item| item == *code)
        });
        Answered {
            place,
            // A child too young to say is spoken for by the adult who consents.
            agreed: replies.clone().any(|reply| reply == "oui")
                && replies.all(|reply| reply == "oui" || reply == "trop_jeune"),
            told: told.map(|(_, info)| *info).collect(),
            not_told: of(NOT_TOLD),
            giver: by.and_then(giver),
            said,
        }
    });
    lines.filter(|line| !line.said.is_empty()).collect()
}

fn giver(code: &str) -> Option<Giver> {
    let own = GIVERS.iter().find(|(known, _)| *known == code);
    own.map(|(_, giver)| *giver)
        .or_else(|| Giver::from_code(code))
}

#[cfg(test)]
#[path = "answered_tests.rs"]
mod tests;
