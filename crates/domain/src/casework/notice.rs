//! The note that comes with a new version of a procedure: what changes, to be read by everyone who
//! works under it, and who has read it.

use super::edition::{Edition, ProcedureRef};
use super::who::Hands;
use super::{READING, VERSION};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::scope;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;

const READ: &str = "read";

/// The entity that holds who has read the note of a version in a centre.
pub fn entity(centre: CentreId, named: &ProcedureRef) -> EntityId {
    let ProcedureRef {
        code,
        version,
        layer,
    } = named;
    EntityId::named(&format!(
        "procedure-reading/{centre}/{code}/{version}/{layer}"
    ))
}

/// Of which version somebody has read the note.
pub fn named(state: &State) -> Option<ProcedureRef> {
    state.one("named")
}

/// Who has read it, and when first, in microseconds since 1970; oldest first.
pub fn readers(state: &State) -> Vec<(ActorId, i64)> {
    let mut readers: Vec<(ActorId, i64)> = Vec::new();
    for (source, at_micros) in state.facts::<i64>(READ) {
        if !readers.iter().any(|(who, _)| *who == source.actor) {
            readers.push((source.actor, at_micros));
        }
    }
    readers
}

/// Whether somebody works under a procedure: does or approves one of its steps, or stands in for who
/// does. The note of a new version is for them.
pub fn concerns(edition: &Edition, hands: &Hands) -> bool {
    let mine = |role: &String| {
        edition
            .function(role)
            .is_some_and(|function| hands.may_do(function))
    };
    edition.procedure.steps.iter().any(|step| {
        let approvers = step.visa.iter().flat_map(|visa| visa.roles.iter());
        mine(&step.role) || approvers.into_iter().any(mine)
    })
}

/// Notes that somebody has read the note of a version. Nothing when they had.
pub fn acknowledge(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ManualRead>,
    named: &ProcedureRef,
    state: &State,
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    let known = readers(state);
    if known.iter().any(|(who, _)| *who == allowed.actor()) {
        return drafts;
    }
    let centre = allowed.centre();
    let act = Acting::on(state)
        .set("named", named)
        .fact(READ, &ctx.now.as_microsecond())
        .done(None, None);
    drafts.push(Draft {
        scope: scope::manual(centre),
        entity: entity(centre, named),
        kind: READING,
        version: VERSION,
        act,
        secrecy: Secrecy::Open,
    });
    drafts
}
