//! What one person proposes for the centre and another confirms: it counts from then on, in place of the one before.
//!
//! Never decides who may: the policy does, which knows who proposed.

use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit};
use crate::refusal::Refusals;
use crate::scope;
use akwaba_journal::act::Tag;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::{Source, State};
use minicbor::{Decode, Encode};

/// What is proposed: where it stands in the journal.
pub trait Proposed: Encode<()> + for<'b> Decode<'b, ()> {
    /// Kind of the entity.
    const KIND: &'static str;
    /// Name of the request in it.
    const NAME: &'static str;
}

/// A proposal that nobody has ruled on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal<T> {
    /// Names the proposal.
    pub tag: Tag,
    /// Who proposed it, and when.
    pub asked: Source,
    /// What is proposed.
    pub what: T,
}

/// What counts: what was confirmed last.
pub fn in_force<T: Proposed>(state: &State) -> Option<T> {
    let requests = state.requests(T::NAME).into_iter();
    let granted = requests.filter_map(|(_, request)| {
        let ruling = request.ruling.as_ref().filter(|ruling| ruling.granted)?;
        Some((ruling.source, request.asked.value.read::<T>().ok()?))
    });
    let last = granted.max_by_key(|(source, _)| *source);
    last.map(|(_, what)| what)
}

/// The proposals that nobody has ruled on.
pub fn proposals<T: Proposed>(state: &State) -> Vec<Proposal<T>> {
    let open = state.requests(T::NAME).into_iter();
    let open = open.filter(|(_, request)| request.ruling.is_none());
    open.filter_map(|(tag, request)| {
        Some(Proposal {
            tag,
            asked: request.asked.source,
            what: request.asked.value.read().ok()?,
        })
    })
    .collect()
}

/// Proposes something in place of what counts.
pub(super) fn propose<T: Proposed, A: Permit>(
    allowed: &Allowed<A>,
    (entity, state): (EntityId, &State),
    what: &T,
) -> Drafts {
    let act = Acting::on(state).ask(T::NAME, what).done(None, None);
    written::<T, _, _>(allowed, entity, act)
}

/// Grants or refuses a proposal.
///
/// # Errors
/// When it is unknown or somebody has already ruled on it.
pub(super) fn confirm<T: Proposed, A: Permit>(
    allowed: &Allowed<A, Tag>,
    (entity, state): (EntityId, &State),
    granted: bool,
) -> Result<Drafts, Refusals> {
    let tag = *allowed.subject();
    super::account::still_asked(state, &tag, T::NAME)?;
    let act = Acting::on(state).rule(tag, granted, &()).done(None, None);
    Ok(written::<T, _, _>(allowed, entity, act))
}

fn written<T: Proposed, A: Permit, S>(
    allowed: &Allowed<A, S>,
    entity: EntityId,
    act: akwaba_journal::Act,
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    drafts.push(Draft {
        scope: scope::office(allowed.centre()),
        entity,
        kind: T::KIND,
        version: 1,
        act,
        secrecy: Secrecy::Open,
    });
    drafts
}
