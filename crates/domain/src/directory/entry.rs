//! An entry of the directory: added, changed, verified, closed.

use super::import::{ORIGIN, Origin};
use super::{SERVICE, Service, VERSION};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::when::Day;
use crate::scope;
use akwaba_journal::act::Act;
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_journal::state::State;
use jiff::ToSpan;
use minicbor::{Decode, Encode};

pub(super) const FIELD: &str = "service";
const CLOSED: &str = "closed";
const VERIFIED: &str = "verified";

/// Months after which an entry is to be verified again: a proposition of this program, no rule.
pub const VERIFY_MONTHS: i32 = 6;

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct VerifiedFact {
    #[n(0)]
    on: Day,
}

/// Who last verified an entry, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Verified {
    /// Who.
    #[n(0)]
    pub by: ActorId,
    /// The day.
    #[n(1)]
    pub on: Day,
}

/// A service, as the directory knows it; the store keeps it whole in a row, so that a list reads no state.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Known {
    /// Which.
    #[n(0)]
    pub id: EntityId,
    /// What it is.
    #[n(1)]
    pub service: Service,
    /// The day from which it is closed.
    #[n(2)]
    pub closed: Option<Day>,
    /// Who last verified it.
    #[n(3)]
    pub verified: Option<Verified>,
    /// The directory that it comes from, when nobody wrote it here.
    #[n(4)]
    pub origin: Option<Origin>,
}

impl Known {
    /// The service of a state; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let verified = state.facts::<VerifiedFact>(VERIFIED).into_iter();
        Some(Self {
            id,
            service: state.one(FIELD)?,
            closed: state.one::<Option<Day>>(CLOSED).flatten(),
            origin: state.one(ORIGIN),
            verified: verified
                .max_by_key(|(source, fact)| (fact.on, *source))
                .map(|(source, fact)| Verified {
                    by: source.actor,
                    on: fact.on,
                }),
        })
    }

    /// Whether it is closed on a day.
    pub fn is_closed(&self, on: Day) -> bool {
        self.closed.is_some_and(|from| from <= on)
    }

    /// The day from which it is to be verified again; `None` when it never was.
    pub fn verify_again(&self) -> Option<Day> {
        let last = self.verified?.on;
        let due = last.date().checked_add(VERIFY_MONTHS.months());
        Some(due.map_or(last, Day::new))
    }

    /// Whether it is time to verify it again.
    pub fn is_stale(&self, on: Day) -> bool {
        !self.is_closed(on) && self.verify_again().is_none_or(|due| due <= on)
    }
}

fn one<A: Permit>(allowed: &Allowed<A>, id: EntityId, act: Act) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    if !act.changes.is_empty() {
        drafts.push(Draft {
            scope: scope::directory(allowed.centre()),
            entity: id,
            kind: SERVICE,
            version: VERSION,
            act,
            // Who answers there, and where a shelter is, can be forgotten.
            secrecy: Secrecy::Keyed(id),
        });
    }
    drafts
}

/// Adds a service. Who adds it has just verified it.
pub fn open(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::DirectoryChange>,
    service: &Service,
) -> (EntityId, Drafts) {
    let id = ctx.fresh();
    let act = Acting::on(&State::default())
        .set(FIELD, service)
        .fact(
            VERIFIED,
            &VerifiedFact {
                on: Day::new(ctx.today()),
            },
        )
        .done(None, None);
    (id, one(allowed, id, act))
}

/// Changes a service.
pub fn change(
    allowed: &Allowed<act::DirectoryChange>,
    (id, state): (EntityId, &State),
    service: &Service,
) -> Drafts {
    let act = Acting::on(state).set(FIELD, service).done(None, None);
    one(allowed, id, act)
}

/// Notes that all that stands of a service was verified today.
pub fn verify(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::DirectoryChange>,
    (id, state): (EntityId, &State),
) -> Drafts {
    let on = Day::new(ctx.today());
    let act = Acting::on(state)
        .fact(VERIFIED, &VerifiedFact { on })
        .done(None, None);
    one(allowed, id, act)
}

/// Closes a service from a day on, or opens it again when no day is given.
///
/// # Errors
/// `directory-closed-already` at `closed`, when it would change nothing.
pub fn close(
    allowed: &Allowed<act::DirectoryChange>,
    (known, state): (&Known, &State),
    from: Option<Day>,
) -> Result<Drafts, Refusals> {
    if known.closed == from {
        return Err(Refusal::at("closed", "directory-closed-already").into());
    }
    let act = Acting::on(state).set(CLOSED, &from).done(None, None);
    Ok(one(allowed, known.id, act))
}
