//! Doing a step: its answers checked, its decision taken, then done or sent for approval.

use super::case::Case;
use super::edition::Edition;
use super::facts::{Asked, DONE, SUBMITTED, Submitted, VISA, Work};
use super::open::entry;
use super::time::{civil, micros};
use super::who::Hands;
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::mediation;
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::state::State;
use akwaba_procedures::expr::Scope;
use akwaba_procedures::form::{Answers, Filled};
use akwaba_procedures::run::{self, Known, Lead, Open, Standing, Waits, Way};
use akwaba_procedures::workbook::{Decision, Procedure, Step};
use jiff::civil::DateTime;

/// A step as its form was sent.
#[derive(Debug, Clone, Default)]
pub struct StepForm {
    /// The answers of the step's group.
    pub answers: Answers,
    /// `decision`: the place of the decision chosen among those of the step, from 0; empty when
    /// there is nothing to choose.
    pub decision: String,
}

/// What a step is about to lead to.
#[derive(Debug, Clone, PartialEq)]
struct Onward {
    decision: Option<String>,
    lead: Lead,
}

/// Does a step, or sends it for approval when its procedure asks one. True when it waits for one.
///
/// # Errors
/// `casework-step-unknown`, `casework-step-not-open`, `casework-step-waits` while it waits for an
/// approval, `casework-step-role` when it is another's, `casework-decision-missing` at `decision`,
/// what the form says of its answers, at their fields, and those of [`mediation::gate`].
pub fn finish(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::StepDo>,
    hands: &Hands,
    (case, state): (&Case, &State),
    edition: &Edition,
    step: &str,
    form: &StepForm,
) -> Result<(bool, Drafts), Refusals> {
    let (work, asked) = ready(ctx, hands, (case, state), edition, step, form)?;
    let mut acting = Acting::on(state);
    let waits = !asked.is_empty();
    if waits {
        let submitted = Submitted {
            work,
            salt: ctx.chance.sixteen().to_vec(),
            asked,
        };
        let seal = submitted.seal();
        acting.fact(SUBMITTED, &submitted);
        for place in 0..submitted.asked.len() {
            let place = u16::try_from(place).unwrap_or(u16::MAX);
            acting.ask(VISA, &Asked { seal, place });
        }
    } else {
        acting.fact(DONE, &work);
    }
    let act = acting.done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    Ok((waits, drafts))
}

/// The work of a step as its form was sent, checked and ready to be written, and the approvals that it asks.
///
/// # Errors
/// Those of [`finish`].
pub(super) fn ready(
    ctx: &Ctx<'_>,
    hands: &Hands,
    (case, state): (&Case, &State),
    edition: &Edition,
    step: &str,
    form: &StepForm,
) -> Result<(Work, Vec<Vec<String>>), Refusals> {
    let now = civil(ctx.now.as_microsecond());
    let procedure = &edition.procedure;
    let step = procedure
        .step(step)
        .ok_or_else(|| Refusal::whole("casework-step-unknown"))?;
    may_do(edition, hands, step)?;
    mediation::gate(case, state, &step.code)?;
    let stands = standing(case, edition, now);
    let open = to_do(&stands, &step.code)?;
    let group = edition.group(step).unwrap_or_default();
    let mut answers = case.answers.clone();
    if !group.is_empty() {
        answers.put(group, &form.answers);
    }
    let filled = edition.filled(&answers, now);
    let after = filled.scope();
    let known = Known::at(&after, procedure, &stands, now);
    let onward = checked(
        &filled,
        group,
        onward(procedure, step, &known, &form.decision),
    )?;
    let work = Work {
        step: step.code.clone(),
        due_micros: open.due.map(micros),
        decision: onward.decision,
        lead: onward.lead.into(),
        group: group.to_owned(),
        at_micros: ctx.now.as_microsecond(),
        answers: if group.is_empty() {
            Answers::new()
        } else {
            filled.submission().within(group)
        },
    };
    Ok((work, asked(step)))
}

/// What is wrong with the answers of a group, and with the decision, all at once.
fn checked(
    filled: &Filled<'_>,
    group: &str,
    onward: Result<Onward, Refusals>,
) -> Result<Onward, Refusals> {
    let mut wrong = Refusals::new();
    if !group.is_empty() {
        let prefix = format!("{group}/");
        for problem in filled.problems() {
            if problem.path.starts_with(&prefix) {
                let refusal = Refusal::at(problem.path, "casework-answer");
                wrong.push(refusal.with("said", problem.said));
            }
        }
    }
    match onward {
        Ok(onward) => wrong.or(onward),
        Err(refused) => {
            for refusal in refused.as_slice() {
                wrong.push(refusal.clone());
            }
            Err(wrong)
        }
    }
}

/// The approvals that a step asks: one for each role where all must give it, one of any otherwise.
fn asked(step: &Step) -> Vec<Vec<String>> {
    match &step.visa {
        None => Vec::new(),
        Some(visa) if visa.all => visa.roles.iter().map(|role| vec![role.clone()]).collect(),
        Some(visa) => vec![visa.roles.clone()],
    }
}

/// Whether the step is theirs to do.
pub(super) fn may_do(edition: &Edition, hands: &Hands, step: &Step) -> Result<(), Refusals> {
    let function = edition.function(&step.role);
    if function.is_some_and(|function| hands.may_do(function)) {
        Ok(())
    } else {
        let role = edition.role_label(&step.role);
        Err(Refusal::whole("casework-step-role")
            .with("role", role)
            .into())
    }
}

/// The step, open and waiting for somebody to do it.
pub(super) fn to_do<'s>(standing: &'s Standing<'_>, step: &str) -> Result<&'s Open, Refusals> {
    let open = standing.step(step).and_then(|state| state.open.as_ref());
    match open {
        None => Err(Refusal::whole("casework-step-not-open").into()),
        Some(open) if matches!(open.waits, Waits::Visa { .. }) => {
            Err(Refusal::whole("casework-step-waits").into())
        }
        Some(open) => Ok(open),
    }
}

fn onward(
    procedure: &Procedure,
    step: &Step,
    known: &Known<'_>,
    typed: &str,
) -> Result<Onward, Refusals> {
    let taken = |decision: &Decision| Onward {
        decision: Some(decision.label.clone()),
        lead: run::lead(procedure, known, decision),
    };
    match run::ways(step, known) {
        Way::On => Ok(Onward {
            decision: None,
            lead: run::onward(procedure, known, &step.code),
        }),
        Way::Decided(decision) => Ok(taken(decision)),
        Way::Choose(choices) => {
            let place = typed.trim().parse::<usize>().ok();
            let chosen = place.and_then(|place| step.decisions.get(place));
            chosen
                .filter(|chosen| choices.contains(chosen))
                .map(taken)
                .ok_or_else(|| Refusal::at("decision", "casework-decision-missing").into())
        }
    }
}

/// Where a case stands at a moment.
pub fn standing<'e>(case: &Case, edition: &'e Edition, now: DateTime) -> Standing<'e> {
    let filled = edition.filled(&case.answers, now);
    stands(case, edition, &filled.scope(), now)
}

/// The same, for who has its answers at hand.
pub fn stands<'e>(
    case: &Case,
    edition: &'e Edition,
    answers: &dyn Scope,
    now: DateTime,
) -> Standing<'e> {
    let (procedure, calendar) = (&edition.procedure, &edition.calendar);
    run::standing(procedure, &case.course, answers, calendar, now)
}
