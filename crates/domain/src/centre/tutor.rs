//! The tutor of an intern: a social worker of the same centre. One administrator asks, another confirms, as
//! with rights.
//!
//! Invariant: whoever is suspended has no tutor any more, also once they work again.

use super::account::{Account, one, still_asked};
use crate::actor::Role;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::act::Tag;
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_journal::state::{Source, State};

/// The name of the request in the journal.
const TUTOR: &str = "tutor";

/// Who guides an intern, and since which entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tutoring {
    /// The tutor.
    pub tutor: ActorId,
    /// Since when.
    pub since: Source,
}

/// A request that somebody have this tutor, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TutorRequest {
    /// Names the request.
    pub tag: Tag,
    /// Who asked, and when.
    pub asked: Source,
    /// The tutor asked for; none to end it.
    pub tutor: Option<ActorId>,
}

/// The tutor that a state gives, unless the account was suspended since.
pub(super) fn read(state: &State) -> Option<Tutoring> {
    let ruled = state
        .requests(TUTOR)
        .into_iter()
        .filter_map(|(_, request)| {
            let ruling = request.ruling.as_ref().filter(|ruling| ruling.granted)?;
            let tutor = request.asked.value.read::<Option<ActorId>>().ok()?;
            Some((ruling.source, tutor))
        });
    let (since, tutor) = ruled.max_by_key(|(source, _)| *source)?;
    let suspended = state.live("suspended").last().map(|live| live.source);
    let known = Tutoring {
        tutor: tutor?,
        since,
    };
    suspended.is_none_or(|at| at < since).then_some(known)
}

/// The requests that nobody has ruled on.
pub(super) fn pending(state: &State) -> Vec<TutorRequest> {
    let requests = state.requests(TUTOR).into_iter();
    let open = requests.filter(|(_, request)| request.ruling.is_none());
    open.filter_map(|(tag, request)| {
        Some(TutorRequest {
            tag,
            asked: request.asked.source,
            tutor: request.asked.value.read().ok()?,
        })
    })
    .collect()
}

/// Whether an account may guide interns in a centre: a social worker who is not suspended.
pub fn may_guide(account: &Account, centre: CentreId) -> bool {
    let actor = account.actor();
    actor
        .roles_in(centre)
        .any(|role| role == Role::SocialWorker)
}

/// Whether an account is an intern's in a centre, and not suspended.
pub fn is_intern(account: &Account, centre: CentreId) -> bool {
    let actor = account.actor();
    actor.roles_in(centre).any(|role| role == Role::Intern)
}

/// Asks that an intern have this tutor, or none any more.
///
/// # Errors
/// For the whole: `account-tutor-intern` when the account is no intern's; at `tutor`: `account-tutor-worker` when
/// the one named may not guide, `account-tutor-already` when nothing would change.
pub fn ask(
    allowed: &Allowed<act::RightsAsk, ActorId>,
    (intern, state): (&Account, &State),
    tutor: Option<&Account>,
    reason: &str,
) -> Result<Drafts, Refusals> {
    let centre = allowed.centre();
    if !is_intern(intern, centre) {
        return Err(Refusal::whole("account-tutor-intern").into());
    }
    if tutor.is_some_and(|tutor| !may_guide(tutor, centre)) {
        return Err(Refusal::at("tutor", "account-tutor-worker").into());
    }
    let wanted = tutor.map(|tutor| tutor.id);
    if intern.tutor.map(|known| known.tutor) == wanted {
        return Err(Refusal::at("tutor", "account-tutor-already").into());
    }
    let act = Acting::on(state)
        .ask(TUTOR, &wanted)
        .done(Some(reason), None);
    Ok(one(allowed, *allowed.subject(), act))
}

/// Grants or refuses it.
///
/// # Errors
/// When the request is unknown or somebody has already ruled on it.
pub fn confirm(
    allowed: &Allowed<act::RightsConfirm, (ActorId, Tag)>,
    state: &State,
    granted: bool,
) -> Result<Drafts, Refusals> {
    let (account, tag) = *allowed.subject();
    still_asked(state, &tag, TUTOR)?;
    let act = Acting::on(state).rule(tag, granted, &()).done(None, None);
    Ok(one(allowed, account, act))
}
