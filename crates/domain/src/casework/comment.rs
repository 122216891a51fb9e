//! What workers say of a procedure: of one of its steps, or of the whole; of a version in use, or of
//! a proposed change.
//!
//! Invariant: a comment is never changed. Who was wrong adds another.

use super::edition::{Edition, ProcedureRef};
use super::proposal::Proposal;
use super::{COMMENTS, PROPOSAL, VERSION, Why};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::{scope, text};
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

const COMMENT: &str = "comment";

/// A comment as its form was sent.
#[derive(Debug, Clone, Default)]
pub struct CommentForm {
    /// `step`: its code; empty for the whole.
    pub step: String,
    /// `words`.
    pub words: String,
}

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Who.
    pub by: ActorId,
    /// When, in microseconds since 1970.
    pub at_micros: i64,
    /// Of which step; empty for the whole.
    pub step: String,
    /// What.
    pub words: Why,
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct Said {
    #[n(0)]
    step: String,
    #[n(1)]
    words: Why,
    #[n(2)]
    at_micros: i64,
}

/// The entity that holds the comments on a version of a procedure in a centre.
pub fn entity(centre: CentreId, named: &ProcedureRef) -> EntityId {
    let ProcedureRef {
        code,
        version,
        layer,
    } = named;
    EntityId::named(&format!(
        "procedure-comments/{centre}/{code}/{version}/{layer}"
    ))
}

/// The comments of a state, oldest first.
pub fn of(state: &State) -> Vec<Comment> {
    let said = state.facts::<Said>(COMMENT).into_iter();
    said.map(|(source, said)| Comment {
        by: source.actor,
        at_micros: said.at_micros,
        step: said.step,
        words: said.words,
    })
    .collect()
}

/// Says something of a version in use; `state` is that of [`entity`].
///
/// # Errors
/// `proposal-words-missing` at `words`, `choice-unknown` at `step` for a step that it does not have.
pub fn on_version(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ManualComment>,
    named: &ProcedureRef,
    edition: &Edition,
    state: &State,
    form: &CommentForm,
) -> Result<Drafts, Refusals> {
    let steps = edition.procedure.steps.iter();
    let steps: Vec<&str> = steps.map(|step| step.code.as_str()).collect();
    let about = entity(allowed.centre(), named);
    draft(ctx, allowed, (about, COMMENTS, state), &steps, form)
}

/// Says something of a proposed change, as long as it is neither published nor given up. `steps` are
/// those of the version in use and of the change.
///
/// # Errors
/// Those of [`on_version`], `proposal-over` when nothing more is to be said.
pub fn on_proposal(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ManualComment>,
    (proposal, state): (&Proposal, &State),
    steps: &[&str],
    form: &CommentForm,
) -> Result<Drafts, Refusals> {
    if proposal.stage().is_over() {
        return Err(Refusal::whole("proposal-over").into());
    }
    draft(ctx, allowed, (proposal.id, PROPOSAL, state), steps, form)
}

fn draft(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ManualComment>,
    (entity, kind, state): (EntityId, &'static str, &State),
    steps: &[&str],
    form: &CommentForm,
) -> Result<Drafts, Refusals> {
    let mut refusals = Refusals::new();
    let words = refusals.take(text::words("words", &form.words));
    if words.is_none() && refusals.as_slice().is_empty() {
        refusals.push(Refusal::at("words", "proposal-words-missing"));
    }
    let step = form.step.trim();
    if !step.is_empty() && !steps.contains(&step) {
        refusals.push(Refusal::at("step", "choice-unknown"));
    }
    let said = refusals.or(Said {
        step: step.to_owned(),
        words: Why::new(words.unwrap_or_default()),
        at_micros: ctx.now.as_microsecond(),
    })?;
    let mut drafts = Drafts::under(allowed);
    drafts.push(Draft {
        scope: scope::manual(allowed.centre()),
        entity,
        kind,
        version: VERSION,
        act: Acting::on(state).fact(COMMENT, &said).done(None, None),
        secrecy: Secrecy::Open,
    });
    Ok(drafts)
}
