//! Leaving the way that the procedure says, always with a reason: a step left undone, another
//! worker, another version, a case closed before its end.

use super::Why;
use super::case::Case;
use super::edition::{Edition, ProcedureRef};
use super::facts::{DEPARTED, Departed, HANDED, Handed, MOVED, Moved};
use super::open::{belongs, entry};
use super::severity;
use super::step::{may_do, standing};
use super::time::{civil, micros};
use super::who::Hands;
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::mediation;
use crate::policy::{Allowed, Permit, act};
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::id::ActorId;
use akwaba_journal::state::State;
use akwaba_procedures::run::{self, Known, Lead};

/// The end of a case, among the steps where it may go on.
pub const END: &str = "fin";

fn reason(typed: &str) -> Result<Why, Refusals> {
    text::words("reason", typed)?
        .map(Why::new)
        .ok_or_else(|| Refusal::at("reason", "casework-reason-missing").into())
}

fn one<A: Permit>(allowed: &Allowed<A>, case: &Case, act: akwaba_journal::Act) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    if !act.changes.is_empty() {
        drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    }
    drafts
}

/// Leaves an open step undone, and goes on with `next`: the code of a step, [`END`], or nothing for
/// what follows in order.
///
/// # Errors
/// `casework-step-not-open`, `casework-step-role`, `casework-reason-missing` at `reason`,
/// `casework-step-unknown` at `next`, `casework-grave` where that would end a case at high risk,
/// and those of [`mediation::gate`] for where it goes on.
pub fn depart(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::StepDepart>,
    hands: &Hands,
    (case, state): (&Case, &State),
    edition: &Edition,
    (step, next, typed): (&str, &str, &str),
) -> Result<Drafts, Refusals> {
    let now = civil(ctx.now.as_microsecond());
    let stands = standing(case, edition, now);
    let open = stands
        .step(step)
        .and_then(|known| Some((known.step, known.open.as_ref()?)));
    let (known_step, open) = open.ok_or_else(|| Refusal::whole("casework-step-not-open"))?;
    may_do(edition, hands, known_step)?;
    let reason = reason(typed)?;
    let procedure = &edition.procedure;
    let filled = edition.filled(&case.answers, now);
    let answers = filled.scope();
    let known = Known::at(&answers, procedure, &stands, now);
    let lead = match next.trim() {
        "" => run::onward(procedure, &known, step),
        END => Lead {
            ends: true,
            ..Lead::default()
        },
        code if code != step && procedure.step(code).is_some() => Lead {
            opens: vec![code.to_owned()],
            ..Lead::default()
        },
        _ => return Err(Refusal::at("next", "casework-step-unknown").into()),
    };
    if lead.ends {
        may_end(case, hands)?;
    }
    mediation::opens(case, state, &lead.opens)?;
    let departed = Departed {
        step: step.to_owned(),
        due_micros: open.due.map(micros),
        reason,
        lead: lead.into(),
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(DEPARTED, &departed).done(None, None);
    Ok(one(allowed, case, act))
}

/// A case at high risk does not end before its end, but by who directs: it would be left without a
/// next action.
fn may_end(case: &Case, hands: &Hands) -> Result<(), Refusals> {
    if case.risk() == severity::HIGH && !hands.direct() {
        return Err(Refusal::whole("casework-grave").into());
    }
    Ok(())
}

/// Gives a case to somebody else, or to nobody yet.
///
/// # Errors
/// `casework-reason-missing` at `reason`, `casework-handed-already` at `to`,
/// `casework-grave-nobody` at `to` where a case at high risk would be nobody's.
pub fn hand_over(
    allowed: &Allowed<act::CaseHandOver>,
    (case, state): (&Case, &State),
    to: Option<ActorId>,
    typed: &str,
) -> Result<Drafts, Refusals> {
    let reason = reason(typed)?;
    if case.assigned == to {
        return Err(Refusal::at("to", "casework-handed-already").into());
    }
    if to.is_none() && case.risk() == severity::HIGH {
        return Err(Refusal::at("to", "casework-grave-nobody").into());
    }
    let act = Acting::on(state)
        .set("assigned", &to)
        .fact(HANDED, &Handed { to, reason })
        .done(None, None);
    Ok(one(allowed, case, act))
}

/// Moves a case to another version of its procedure. The steps that are open stay open where the
/// version has them; if none does, its first step not yet done opens.
///
/// # Errors
/// `casework-reason-missing` at `reason`; `casework-moved-other`, `casework-moved-same`,
/// `casework-over`, and those of a procedure that is kept in another room.
pub fn move_to(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseMove>,
    (case, state): (&Case, &State),
    (from, to): (&Edition, &Edition),
    named: &ProcedureRef,
    typed: &str,
) -> Result<Drafts, Refusals> {
    let reason = reason(typed)?;
    if named.code != case.procedure.code {
        return Err(Refusal::at("version", "casework-moved-other").into());
    }
    if *named == case.procedure {
        return Err(Refusal::at("version", "casework-moved-same").into());
    }
    belongs(to, allowed.room())?;
    let stands = standing(case, from, civil(ctx.now.as_microsecond()));
    if stands.over.is_some() {
        return Err(Refusal::whole("casework-over").into());
    }
    let kept = stands.open().map(|(known, _)| known.step.code.clone());
    let mut open: Vec<String> = kept
        .filter(|code| to.procedure.step(code).is_some())
        .collect();
    if open.is_empty() {
        let steps = &to.procedure.steps;
        let next = steps.iter().find(|step| !stands.is_done(&step.code));
        let next = next.or_else(|| steps.last());
        open.extend(next.map(|step| step.code.clone()));
    }
    let moved = Moved {
        to: named.clone(),
        reason,
        open,
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state)
        .set("procedure", named)
        .fact(MOVED, &moved)
        .done(None, None);
    Ok(one(allowed, case, act))
}
