//! The answer to a case handed over: of the centre asked, in its own scope; of a service, entered by who
//! wrote the note; and the note taken back before there is one.

use super::case::Case;
use super::transfer::{ANSWERED, AnswerFact, Reply, TAKEN_BACK, TakenBack, Transfer};
use super::{TRANSFER, TRANSFER_ANSWER, VERSION, Why};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::scope;
use crate::text;
use akwaba_journal::state::State;

fn answered(
    ctx: &Ctx<'_>,
    transfer: &Transfer,
    known: Option<&Reply>,
    (accepted, typed): (Option<bool>, &str),
) -> Result<AnswerFact, Refusals> {
    if known.is_some() || transfer.reply.is_some() {
        return Err(Refusal::whole("casework-transfer-answered").into());
    }
    if transfer.taken_back.is_some() {
        return Err(Refusal::whole("casework-transfer-taken-back").into());
    }
    let mut wrong = Refusals::new();
    let words = wrong.take(text::words("words", typed));
    if accepted == Some(false) && words.is_none() {
        wrong.push(Refusal::at("words", "casework-reason-missing"));
    }
    let Some(accepted) = accepted else {
        wrong.push(Refusal::at("accepted", "choice-missing"));
        return Err(wrong);
    };
    wrong.or(AnswerFact {
        transfer: transfer.id,
        accepted,
        words: words.map(Why::new),
        at_micros: ctx.now.as_microsecond(),
    })
}

/// Takes over a case that another centre hands here, or refuses to.
///
/// # Errors
/// `casework-transfer-answered`, `casework-transfer-taken-back` for the whole; `choice-missing` at
/// `accepted`; `casework-reason-missing` at `words` to refuse without one.
pub fn answer(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::TransferAnswer>,
    transfer: &Transfer,
    known: Option<&Reply>,
    said: (Option<bool>, &str),
) -> Result<Drafts, Refusals> {
    let fact = answered(ctx, transfer, known, said)?;
    let id = ctx.fresh();
    let mut drafts = Drafts::under(allowed);
    let at = (scope::registry(allowed.centre()), id);
    let kind = (TRANSFER_ANSWER, VERSION);
    drafts.push(Draft::of_fact(
        at,
        kind,
        (ANSWERED, &fact),
        Secrecy::Keyed(id),
    ));
    Ok(drafts)
}

fn own(
    allowed: &Allowed<act::CaseTransfer>,
    transfer: &Transfer,
    case: &Case,
    act: akwaba_journal::Act,
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    drafts.push(Draft {
        scope: scope::registry(allowed.centre()),
        entity: transfer.id,
        kind: TRANSFER,
        version: VERSION,
        act,
        secrecy: Secrecy::Keyed(case.subject.record().unwrap_or(case.id)),
    });
    drafts
}

/// Enters the answer of a service, or of a centre that is not known here.
///
/// # Errors
/// Those of [`answer`].
pub fn enter(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseTransfer>,
    (transfer, state, case): (&Transfer, &State, &Case),
    known: Option<&Reply>,
    said: (Option<bool>, &str),
) -> Result<Drafts, Refusals> {
    let fact = answered(ctx, transfer, known, said)?;
    let act = Acting::on(state).fact(ANSWERED, &fact).done(None, None);
    Ok(own(allowed, transfer, case, act))
}

/// Takes a note back before it is answered: it is read no more.
///
/// # Errors
/// `casework-transfer-answered`, `casework-transfer-taken-back`; `casework-reason-missing` at `reason`.
pub fn take_back(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseTransfer>,
    (transfer, state, case): (&Transfer, &State, &Case),
    known: Option<&Reply>,
    typed: &str,
) -> Result<Drafts, Refusals> {
    answered(ctx, transfer, known, (Some(true), ""))?;
    let reason = text::words("reason", typed)?
        .map(Why::new)
        .ok_or_else(|| Refusal::at("reason", "casework-reason-missing"))?;
    let fact = TakenBack {
        reason,
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(TAKEN_BACK, &fact).done(None, None);
    Ok(own(allowed, transfer, case, act))
}
