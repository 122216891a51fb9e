//! Signing out: an entry in the open with the figures that may be told of a month, and nothing else.

use super::super::VERSION;
use super::super::monthly::{Figures, Month, sealed as told_of};
use super::COUNTS;
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::scope;
use akwaba_journal::act::Value;
use akwaba_journal::chain::Hash;
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

const SIGNED: &str = "signed";

/// What is told of a month.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Told {
    /// Of which month.
    #[n(0)]
    pub month: Month,
    /// By situation and by procedure, with what may not be told left out.
    #[n(1)]
    pub figures: Figures,
}

/// A signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedOut {
    /// Who signed.
    pub by: ActorId,
    /// When, as the journal counts.
    pub at: Stamp,
    /// What they told.
    pub told: Told,
}

impl SignedOut {
    /// Every signature of a month, oldest first, from the state of [`entity`].
    #[must_use]
    pub fn all(state: &State) -> Vec<Self> {
        let facts = state.facts::<Told>(SIGNED).into_iter();
        facts
            .map(|(source, told)| Self {
                by: source.actor,
                at: source.clock,
                told,
            })
            .collect()
    }
}

/// What each of those who signed told last.
#[must_use]
pub fn latest(signed: &[SignedOut]) -> BTreeMap<ActorId, &SignedOut> {
    signed.iter().map(|one| (one.by, one)).collect()
}

/// The entity of what was signed out of a month, in the scope of reports.
#[must_use]
pub fn entity(centre: CentreId, month: Month) -> EntityId {
    EntityId::named(&format!("{COUNTS}/{centre}/{month}"))
}

/// What names these figures: a form that carries it was made from them.
#[must_use]
pub fn seen(full: &Figures) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"akwaba sealed counts seen 1");
    hasher.update(Value::of(full).as_bytes());
    let hash = Hash(*hasher.finalize().as_bytes());
    hash.to_string().chars().take(32).collect()
}

/// Signs out what may be told of the counts of a month. `full` is what its holder counts, `form` what their form was made from.
///
/// # Errors
/// `reports-month-open`; `reports-changed` when the figures are no longer those seen; `protected-counts-same` when what is
/// told would be what they told last.
pub fn sign_out(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ProtectedCount>,
    (month, state): (Month, &State),
    full: &Figures,
    form: &str,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    if ctx.today() <= month.last() {
        wrong.push(Refusal::whole("reports-month-open"));
    }
    if form != seen(full) {
        wrong.push(Refusal::whole("reports-changed"));
    }
    let signed = SignedOut::all(state);
    let mine = signed.iter().filter(|one| one.by == allowed.actor());
    let mine: Vec<&Figures> = mine.map(|one| &one.told.figures).collect();
    let figures = told_of(full, &mine);
    if mine.last().is_some_and(|last| **last == figures) {
        wrong.push(Refusal::whole("protected-counts-same"));
    }
    wrong.or(())?;
    let act = Acting::on(state)
        .fact(SIGNED, &Told { month, figures })
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(Draft {
        scope: scope::reports(allowed.centre()),
        entity: entity(allowed.centre(), month),
        kind: COUNTS,
        version: VERSION,
        act,
        secrecy: Secrecy::Open,
    });
    Ok(drafts)
}
