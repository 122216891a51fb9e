//! Opening a case under the version of a procedure that is in use.

use super::case::Case;
use super::edition::{Edition, ProcedureRef};
use super::facts::{BEGUN, Begun};
use super::number::{CaseNumber, Counter, drawn, next};
use super::time::civil;
use super::who::{Hands, Subject};
use super::{CASE, VERSION};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit, Room, act};
use crate::refusal::{Refusal, Refusals};
use crate::scope;
use akwaba_journal::act::Act;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;
use akwaba_procedures::form::Answers;
use akwaba_procedures::run::{self, Calendar, Course, Known};
use akwaba_procedures::workbook::Confidentiality;

/// A case to open.
pub struct Opening<'a> {
    /// The version of the procedure in use, and its name.
    pub procedure: (&'a ProcedureRef, &'a Edition),
    /// Whose case.
    pub subject: Subject,
    /// Who will follow it; whoever opens it unless told otherwise.
    pub assigned: Option<ActorId>,
}

/// Opens a case.
///
/// # Errors
/// `casework-sealed` for a procedure whose files are sealed: they are not kept in the open;
/// `casework-not-sealed` for another one in the protected space, where nothing else is kept.
/// `casework-subject` when the procedure is not for such a subject, `casework-withdrawn` is the
/// caller's to say.
pub fn open(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::CaseOpen>,
    case: EntityId,
    counter: &Counter<'_>,
    opening: &Opening<'_>,
) -> Result<(CaseNumber, Drafts), Refusals> {
    let (named, edition) = opening.procedure;
    let procedure = &edition.procedure;
    belongs(edition, allowed.room())?;
    if !opening.subject.suits(procedure.subject) {
        return Err(Refusal::at("procedure", "casework-subject").into());
    }
    let now = civil(ctx.now.as_microsecond());
    let filled = edition.filled(&Answers::new(), now);
    let answers = filled.scope();
    let calendar = Calendar::default();
    let standing = run::standing(procedure, &Course::default(), &answers, &calendar, now);
    let known = Known::at(&answers, procedure, &standing, now);
    let lead = run::begin(procedure, &known);
    let centre = allowed.centre();
    let (number, counted) = match allowed.room() {
        Room::Open => {
            let (number, counted) = next(centre, ctx.today().year(), counter);
            (number, Some(counted))
        }
        // A count of sealed files would tell how many there are.
        Room::Protected => (drawn(ctx), None),
    };
    let empty = State::default();
    let begun = Begun {
        centre,
        lead: lead.into(),
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(&empty)
        .set("number", &number)
        .set("procedure", named)
        .set("subject", &opening.subject)
        .set("assigned", &opening.assigned.or(Some(allowed.actor())))
        .fact(BEGUN, &begun)
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(centre, case, opening.subject, act));
    counted.into_iter().for_each(|counted| drafts.push(counted));
    Ok((number, drafts))
}

/// Whether the cases of a procedure are kept in a room: those whose files are sealed in the protected space,
/// the others in the open, and none in both.
///
/// # Errors
/// `casework-sealed`, `casework-not-sealed`.
pub(crate) fn belongs(edition: &Edition, room: Room) -> Result<(), Refusals> {
    let sealed = edition.procedure.confidentiality == Confidentiality::Sealed;
    match (sealed, room) {
        (true, Room::Open) => Err(Refusal::whole("casework-sealed").into()),
        (false, Room::Protected) => Err(Refusal::whole("casework-not-sealed").into()),
        (true, Room::Protected) | (false, Room::Open) => Ok(()),
    }
}

/// Whether somebody may open a case under this procedure: who may do one of its first steps.
pub fn may_begin(edition: &Edition, hands: &Hands) -> bool {
    let first = edition.procedure.steps.first();
    first
        .and_then(|step| edition.function(&step.role))
        .is_some_and(|function| hands.may_do(function))
        || hands.work()
}

/// An entry of a case, under the key of whose case it is.
pub(crate) fn entry(centre: CentreId, case: EntityId, subject: Subject, act: Act) -> Draft {
    Draft {
        scope: scope::registry(centre),
        entity: case,
        kind: CASE,
        version: VERSION,
        act,
        secrecy: Secrecy::Keyed(subject.record().unwrap_or(case)),
    }
}

/// An entry by which another trade adds to a case; none when nothing changes.
pub(crate) fn edit<A: Permit>(
    allowed: &Allowed<A>,
    (case, state): (&Case, &State),
    change: impl FnOnce(&mut Acting<'_>),
) -> Drafts {
    let mut acting = Acting::on(state);
    change(&mut acting);
    let act = acting.done(None, None);
    let mut drafts = Drafts::under(allowed);
    if !act.changes.is_empty() {
        drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    }
    drafts
}
