//! The agreement: what its minutes say, who signed it and how, and whether it was kept.

use super::{Side, Words, gate};
use crate::casework::{Case, edit};
use crate::ctx::Ctx;
use crate::draft::Drafts;
use crate::policy::{Allowed, act};
use crate::reception::Day;
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::{choice, coded};
use crate::registry::consent::ConsentForm;
use crate::text;
use akwaba_journal::state::State;
use akwaba_procedures::form::Answers;
use minicbor::{Decode, Encode};

const SIGNED: &str = "party-signed";

coded! {
    /// What became of an agreement, as it was told last.
    Outcome {
        /// It is kept.
        0 Kept = "tenu",
        /// It is not.
        1 Broken = "rompu",
    }
}

/// One engagement: who, to what, for when.
#[derive(Clone, PartialEq, Eq)]
pub struct Clause {
    /// Who engages themselves.
    pub who: String,
    /// To what.
    pub what: String,
    /// For which day, as answered (2026-12-05); empty when none was said.
    pub day: String,
}

impl core::fmt::Debug for Clause {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("[caché]")
    }
}

/// How one of the two signed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Signed {
    /// Who: [`Side::code`].
    #[n(0)]
    side: String,
    /// How.
    #[n(1)]
    pub form: ConsentForm,
    /// Before whom, where they did not sign with their name.
    #[n(2)]
    pub witness: Option<Words>,
    /// On which day.
    #[n(3)]
    pub day: Day,
}

/// The minutes of a mediation, with or without an agreement.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// Whether they agreed.
    pub agreed: bool,
    /// What it is about, without judgment.
    pub about: Words,
    /// To what they engage themselves.
    pub clauses: Vec<Clause>,
    /// On what they do not agree.
    pub apart: Words,
    /// When the minutes came to count, in microseconds since 1970.
    pub at_micros: i64,
    /// How each of the two signed.
    pub signed: [Option<Signed>; 2],
    /// What became of it.
    pub outcome: Option<Outcome>,
}

impl Agreement {
    /// The minutes of a case, once they were written and approved.
    pub(super) fn of(case: &Case, state: &State) -> Option<Self> {
        let parts = case.counted();
        let pv = parts.iter().rev().find(|part| part.step == "pv")?;
        let said = |name: &str| said(pv.answers, pv.group, name).unwrap_or_default();
        let signed = state.facts::<Signed>(SIGNED);
        let of_side = |side: Side| {
            // A new meeting makes new minutes, which are signed anew.
            let own = signed.iter().rev().find(|(source, signed)| {
                signed.side == side.code() && source.clock >= pv.since.clock
            });
            own.map(|(_, signed)| signed.clone())
        };
        let after = parts
            .iter()
            .filter(|part| part.since.clock > pv.since.clock);
        let mut told = after.filter_map(|part| {
            let name = match part.step {
                "suivi1" => "suivi1_tenu",
                "suivi3" => "suivi3_tenu",
                _ => return None,
            };
            match self::said(part.answers, part.group, name) {
                Some("oui") => Some(Outcome::Kept),
                Some("non") => Some(Outcome::Broken),
                _ => None,
            }
        });
        let outcome = told.next_back();
        Some(Self {
            agreed: said("pv_type") == "conciliation",
            about: Words::new(said("pv_faits")),
            clauses: clauses(pv.answers, pv.group),
            apart: Words::new(said("pv_desaccord")),
            at_micros: pv.counted_micros,
            signed: Side::ALL.map(of_side),
            outcome,
        })
    }

    /// Whether both signed.
    pub fn is_signed(&self) -> bool {
        self.signed.iter().all(Option::is_some)
    }
}

/// An answer of a group, by the name of its question.
fn said<'a>(answers: &'a Answers, group: &str, name: &str) -> Option<&'a str> {
    answers.get(&format!("{group}/{name}"))
}

fn clauses(answers: &Answers, group: &str) -> Vec<Clause> {
    let repeat = format!("{group}/engagement");
    let count = answers.count(&repeat).unwrap_or(0);
    let clause = |at: u32| {
        let said = |name: &str| {
            let answer = answers.get(&format!("{repeat}[{at}]/engagement_{name}"));
            answer.unwrap_or_default().trim().to_owned()
        };
        Clause {
            who: said("qui"),
            what: said("quoi"),
            day: said("date"),
        }
    };
    let all = (1..=count).map(clause);
    all.filter(|clause| !clause.what.is_empty()).collect()
}

/// A signature as typed.
#[derive(Debug, Clone, Default)]
pub struct SignForm {
    /// `form`: [`ConsentForm::code`].
    pub form: String,
    /// `witness`: before whom it was read aloud.
    pub witness: String,
    /// `freely`: asked alone, they said that they sign freely.
    pub freely: bool,
}

/// Writes that one of the two signed the agreement on paper.
///
/// # Errors
/// Those of [`gate`]; `mediation-no-agreement` before there is one; `mediation-signed-already`;
/// `choice-missing` at `form`; `mediation-witness` at `witness` for who does not sign with their name;
/// `mediation-freely` at `freely`.
pub fn sign(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::StepDo>,
    (case, state): (&Case, &State),
    side: Side,
    form: &SignForm,
) -> Result<Drafts, Refusals> {
    gate(case, state, "pv")?;
    let agreement = Agreement::of(case, state).filter(|agreement| agreement.agreed);
    let agreement = agreement.ok_or_else(|| Refusal::whole("mediation-no-agreement"))?;
    let [first, second] = &agreement.signed;
    let own = match side {
        Side::First => first,
        Side::Second => second,
    };
    let mut wrong = Refusals::new();
    if own.is_some() {
        wrong.push(Refusal::whole("mediation-signed-already"));
    }
    let chosen = wrong.take(choice("form", &form.form, ConsentForm::from_code));
    if chosen.is_none() {
        wrong.push(Refusal::at("form", "choice-missing"));
    }
    let witness = wrong.take(text::line("witness", &form.witness));
    if chosen.is_some_and(|form| form != ConsentForm::Signature) && witness.is_none() {
        wrong.push(Refusal::at("witness", "mediation-witness"));
    }
    if !form.freely {
        wrong.push(Refusal::at("freely", "mediation-freely"));
    }
    wrong.or(())?;
    let signed = Signed {
        side: side.code().to_owned(),
        form: chosen.unwrap_or(ConsentForm::Signature),
        witness: witness.map(Words::new),
        day: Day::of(ctx.now),
    };
    Ok(edit(allowed, (case, state), |acting| {
        acting.fact(SIGNED, &signed);
    }))
}
