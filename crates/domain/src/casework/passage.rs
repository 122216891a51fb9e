//! From one level to the other: a handing-over note, and a second case beside the first, which loses
//! none of its own track.
//!
//! Never: a passage towards a sealed procedure while its files cannot be sealed; the person is then led to
//! the colleague in charge, and nothing is written of why.

use super::Why;
use super::case::Case;
use super::edition::{Edition, ProcedureRef};
use super::number::{CaseNumber, Counter};
use super::open::{Opening, entry, open};
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_journal::state::State;
use akwaba_procedures::workbook::Confidentiality;
use minicbor::{Decode, Encode};

const PASSED: &str = "passed";

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct PassedFact {
    /// The case at the other end.
    #[n(0)]
    other: EntityId,
    /// Whether this is the one that came of it.
    #[n(1)]
    came: bool,
    #[n(2)]
    known: Why,
    #[n(3)]
    asked: Why,
    #[n(4)]
    at_micros: i64,
}

/// A passage, seen from one of its two cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// By whom.
    pub by: ActorId,
    /// The case at the other end.
    pub other: EntityId,
    /// Whether this case came of it.
    pub came: bool,
    /// What must be known.
    pub known: Why,
    /// What is asked.
    pub asked: Why,
    /// When, in microseconds since 1970.
    pub at_micros: i64,
}

/// The passages of a case, oldest first.
pub fn passages(state: &State) -> Vec<Passage> {
    let facts = state.facts::<PassedFact>(PASSED).into_iter();
    facts
        .map(|(source, fact)| Passage {
            by: source.actor,
            other: fact.other,
            came: fact.came,
            known: fact.known,
            asked: fact.asked,
            at_micros: fact.at_micros,
        })
        .collect()
}

/// Whether a procedure is of the other level, for the same kind of subject.
pub fn leads_to(case: &Case, from: &Edition, to: &Edition) -> bool {
    from.procedure.level != to.procedure.level && case.subject.suits(to.procedure.subject)
}

/// Opens a case of the other level beside this one, with the note that hands over.
///
/// # Errors
/// `casework-passage-sealed` at `procedure` towards a sealed procedure: what to do meanwhile;
/// `casework-passage-level` where it is not of the other level; `text-missing` at `known`, `asked`.
pub fn pass(
    ctx: &mut Ctx<'_>,
    (allowed, opens): (&Allowed<act::CaseFollow>, &Allowed<act::CaseOpen>),
    (case, state, from): (&Case, &State, &Edition),
    (named, to): (&ProcedureRef, &Edition),
    counter: &Counter<'_>,
    (known, asked): (&str, &str),
) -> Result<(CaseNumber, EntityId, Drafts), Refusals> {
    if to.procedure.confidentiality == Confidentiality::Sealed {
        return Err(Refusal::at("procedure", "casework-passage-sealed").into());
    }
    if !leads_to(case, from, to) {
        return Err(Refusal::at("procedure", "casework-passage-level").into());
    }
    let mut wrong = Refusals::new();
    let known = Why::new(wrong.take(text::required_words("known", known)));
    let asked = Why::new(wrong.take(text::required_words("asked", asked)));
    wrong.or(())?;
    let id = ctx.fresh();
    let opening = Opening {
        procedure: (named, to),
        subject: case.subject,
        assigned: case.assigned,
    };
    let (number, mut drafts) = open(ctx, opens, id, counter, &opening)?;
    let at_micros = ctx.now.as_microsecond();
    let fact = |other: EntityId, came: bool| PassedFact {
        other,
        came,
        known: known.clone(),
        asked: asked.clone(),
        at_micros,
    };
    let mut both = Drafts::under(allowed);
    let gone = Acting::on(state)
        .fact(PASSED, &fact(id, false))
        .done(None, None);
    both.push(entry(allowed.centre(), case.id, case.subject, gone));
    let came = Acting::on(&State::default())
        .fact(PASSED, &fact(case.id, true))
        .done(None, None);
    both.push(entry(allowed.centre(), id, case.subject, came));
    drafts.join(both);
    Ok((number, id, drafts))
}
