//! The custodians of keys: who keeps shares of everybody's keys, and giving keys back by them.
//!
//! Invariant: custodians are proposed by one person and confirmed by another. A request waits before anybody may
//! give a share, its owner may oppose it all that time, and who is to have the keys neither gives a share nor
//! changes the terms. Never holds a share: that is the store's.

use super::account::{self, Account, one, still_asked};
use super::proposal::{self, Proposal, Proposed};
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::act::Tag;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::{Source, State};
use jiff::Timestamp;
use minicbor::{Decode, Encode};

/// Shares that are needed, unless a centre says otherwise.
pub const THRESHOLD: u8 = 2;
/// How long a request waits, in hours, unless a centre says otherwise.
pub const WAIT_HOURS: u16 = 72;
/// Fewest and most custodians.
pub const CUSTODIANS: core::ops::RangeInclusive<usize> = 2..=7;
/// Shortest and longest wait, in hours.
pub const WAITS: core::ops::RangeInclusive<u16> = 24..=720;

/// Who keeps shares, and on what terms they give them.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Custodians {
    /// Their accounts.
    #[n(0)]
    pub accounts: Vec<ActorId>,
    /// How many of them must give their share.
    #[n(1)]
    pub threshold: u8,
    /// How long a request waits before anybody gives one, in hours.
    #[n(2)]
    pub wait_hours: u16,
}

impl Proposed for Custodians {
    const KIND: &'static str = "custodians";
    const NAME: &'static str = "custodians";
}

/// The entity of the custodians of a centre.
pub fn entity(centre: CentreId) -> EntityId {
    EntityId::named(&format!("custodians/{centre}"))
}

/// The custodians in force.
pub fn in_force(state: &State) -> Option<Custodians> {
    proposal::in_force(state)
}

/// The proposals that nobody has ruled on.
pub fn proposals(state: &State) -> Vec<Proposal<Custodians>> {
    proposal::proposals(state)
}

/// Custodians as typed.
#[derive(Debug, Clone, Default)]
pub struct CustodiansForm {
    /// `custodians`: ids of accounts.
    pub custodians: Vec<String>,
    /// `threshold`.
    pub threshold: String,
    /// `wait`, in hours.
    pub wait: String,
}

impl CustodiansForm {
    /// Checks every field. `can` tells whether an account can keep shares: its keys are published.
    ///
    /// # Errors
    /// All the refusals, by field.
    pub fn parse(&self, can: impl Fn(ActorId) -> bool) -> Result<Custodians, Refusals> {
        let mut wrong = Refusals::new();
        let read = self.custodians.iter().filter_map(|id| id.parse().ok());
        let mut accounts: Vec<ActorId> = read.filter(|id| can(*id)).collect();
        accounts.sort_unstable();
        accounts.dedup();
        if accounts.len() != self.custodians.len() || !CUSTODIANS.contains(&accounts.len()) {
            wrong.push(Refusal::at("custodians", "escrow-custodians-count"));
        }
        let threshold = self.threshold.trim().parse::<u8>().unwrap_or(0);
        if threshold < 2 || usize::from(threshold) > accounts.len() {
            wrong.push(Refusal::at("threshold", "escrow-threshold-range"));
        }
        let wait_hours = self.wait.trim().parse::<u16>().unwrap_or(0);
        if !WAITS.contains(&wait_hours) {
            wrong.push(Refusal::at("wait", "escrow-wait-range"));
        }
        wrong.or(Custodians {
            accounts,
            threshold,
            wait_hours,
        })
    }
}

/// Proposes custodians, in place of those there are.
pub fn propose(
    allowed: &Allowed<act::EscrowPropose>,
    state: &State,
    custodians: &Custodians,
) -> Drafts {
    proposal::propose(allowed, (entity(allowed.centre()), state), custodians)
}

/// Grants or refuses a proposal.
///
/// # Errors
/// When it is unknown or somebody has already ruled on it.
pub fn confirm(
    allowed: &Allowed<act::EscrowConfirm, Tag>,
    state: &State,
    granted: bool,
) -> Result<Drafts, Refusals> {
    let at = (entity(allowed.centre()), state);
    proposal::confirm::<Custodians, _>(allowed, at, granted)
}

/// What is asked of the custodians: that somebody have the keys of an account.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Call {
    /// Who is to have them: their owner, or who takes over from somebody who is gone.
    #[n(0)]
    pub to: ActorId,
    /// Why.
    #[n(1)]
    pub reason: String,
    /// How long it waits, as the terms were when it was asked, in hours.
    #[n(2)]
    pub wait_hours: u16,
}

/// A request that nobody has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenCall {
    /// Names the request.
    pub tag: Tag,
    /// Who asked, and when.
    pub asked: Source,
    /// What was asked.
    pub call: Call,
}

impl OpenCall {
    /// From when shares may be given, in microseconds since 1970.
    pub fn open_micros(&self) -> i64 {
        let wait = i64::from(self.call.wait_hours) * 3_600 * 1_000_000;
        self.asked.clock.micros.saturating_add(wait)
    }

    /// Whether shares may be given now.
    pub fn is_open(&self, now: Timestamp) -> bool {
        now.as_microsecond() >= self.open_micros()
    }
}

/// The requests for the keys of an account that nobody has ended.
pub(super) fn calls(state: &State) -> Vec<OpenCall> {
    let open = state.requests("keys").into_iter();
    let open = open.filter(|(_, request)| request.ruling.is_none());
    open.filter_map(|(tag, request)| {
        Some(OpenCall {
            tag,
            asked: request.asked.source,
            call: request.asked.value.read().ok()?,
        })
    })
    .collect()
}

/// Asks the custodians for the keys of an account. Its owner is told, and may oppose it.
///
/// # Errors
/// Without a reason, without custodians, or when the same is asked already.
pub fn ask(
    allowed: &Allowed<act::EscrowAsk, ActorId>,
    state: &State,
    (custodians, to): (Option<&Custodians>, ActorId),
    reason: &str,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    let reason = wrong.take(text::required("reason", reason));
    let Some(custodians) = custodians else {
        return Err(Refusal::whole("escrow-none").into());
    };
    if calls(state).iter().any(|open| open.call.to == to) {
        wrong.push(Refusal::whole("escrow-asked-already"));
    }
    let call = wrong.or(Call {
        to,
        reason,
        wait_hours: custodians.wait_hours,
    })?;
    let act = Acting::on(state).ask("keys", &call).done(None, None);
    Ok(one(allowed, *allowed.subject(), act))
}

/// The owner of the keys opposes a request: it is over.
///
/// # Errors
/// When it is unknown or over.
pub fn oppose(
    allowed: &Allowed<act::OwnAccount>,
    state: &State,
    tag: Tag,
) -> Result<Drafts, Refusals> {
    still_asked(state, &tag, "keys")?;
    let act = Acting::on(state).rule(tag, false, &()).done(None, None);
    Ok(one(allowed, allowed.actor(), act))
}

/// A custodian gives their share for a request.
///
/// # Errors
/// When it is over or still waits, or when who gives is who is to have the keys.
pub fn give(
    allowed: &Allowed<act::EscrowGive, (ActorId, Tag)>,
    account: &Account,
    state: &State,
    now: Timestamp,
) -> Result<Drafts, Refusals> {
    let (owner, tag) = *allowed.subject();
    let found = account.calls.iter().find(|open| open.tag == tag);
    let Some(open) = found.filter(|_| account.id == owner) else {
        return Err(Refusal::whole("escrow-over").into());
    };
    if !open.is_open(now) {
        return Err(Refusal::whole("escrow-waits").into());
    }
    if open.call.to == allowed.actor() {
        return Err(Refusal::whole("escrow-own").into());
    }
    let act = Acting::on(state).fact("share-given", &tag).done(None, None);
    Ok(one(allowed, owner, act))
}

/// Who was to have the keys has them: the request is over.
///
/// # Errors
/// When it is over already, or was for somebody else.
pub fn taken(
    allowed: &Allowed<act::EscrowTake, (ActorId, Tag)>,
    account: &Account,
    state: &State,
) -> Result<Drafts, Refusals> {
    let (owner, tag) = *allowed.subject();
    let mut open = account.calls.iter();
    let theirs = |open: &OpenCall| open.tag == tag && open.call.to == allowed.actor();
    if account.id != owner || !open.any(theirs) {
        return Err(Refusal::whole("escrow-over").into());
    }
    let act = Acting::on(state)
        .rule(tag, true, &())
        .fact("secrets", &account::SecretChange::KeysTaken)
        .done(None, None);
    Ok(one(allowed, owner, act))
}
