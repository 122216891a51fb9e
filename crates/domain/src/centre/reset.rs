//! Another passphrase for someone who lost theirs: one administrator asks, another confirms.
//!
//! Never: makes or holds a passphrase. That is the host's; the journal knows only that one was given.

use super::account::{Account, SecretChange, one, still_asked};
use crate::draft::{Acting, Drafts};
use crate::policy::{Action, Allowed, Target, Verdict, act, decide};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::act::Tag;
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_journal::state::{Source, State};

/// A request that someone who lost their passphrase get another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResetRequest {
    /// Names the request.
    pub tag: Tag,
    /// Who asked, and when.
    pub asked: Source,
}

/// The requests about an account that nobody has ruled on.
pub(super) fn pending(state: &State) -> Vec<ResetRequest> {
    let open = state
        .requests("passphrase")
        .into_iter()
        .filter(|(_, request)| request.ruling.is_none());
    open.map(|(tag, request)| ResetRequest {
        tag,
        asked: request.asked.source,
    })
    .collect()
}

/// Whether somebody else than who asks and whom it is about can confirm a reset now.
pub fn can_be_confirmed(
    accounts: &[Account],
    centre: CentreId,
    asker: ActorId,
    about: ActorId,
) -> bool {
    accounts.iter().any(|account| {
        let target = Target::request(centre, about, asker);
        let verdict = decide(&account.actor(), Action::PassphraseConfirm, &target);
        account.id != asker && verdict == Verdict::Granted
    })
}

/// Asks that someone who lost their passphrase get another.
pub fn ask_reset(
    allowed: &Allowed<act::PassphraseReset, ActorId>,
    state: &State,
    reason: &str,
) -> Drafts {
    let act = Acting::on(state)
        .ask("passphrase", &())
        .done(Some(reason), None);
    one(allowed, *allowed.subject(), act)
}

/// Grants or refuses another passphrase.
///
/// # Errors
/// When the request is unknown or somebody has already ruled on it.
pub fn confirm_reset(
    allowed: &Allowed<act::PassphraseConfirm, (ActorId, Tag)>,
    state: &State,
    granted: bool,
) -> Result<Drafts, Refusals> {
    let (account, tag) = *allowed.subject();
    still_asked(state, &tag, "passphrase")?;
    let mut acting = Acting::on(state);
    acting.rule(tag, granted, &());
    if granted {
        acting.fact("secrets", &SecretChange::Passphrase);
    }
    Ok(one(allowed, account, acting.done(None, None)))
}

/// Gives an account another passphrase on the word of one administrator: only where nobody else
/// could confirm it, for a centre of two people must not be shut out of itself.
pub fn reset_alone(
    allowed: &Allowed<act::PassphraseReset, ActorId>,
    accounts: &[Account],
    reason: &str,
) -> Result<Drafts, Refusals> {
    let about = *allowed.subject();
    if can_be_confirmed(accounts, allowed.centre(), allowed.actor(), about) {
        return Err(Refusal::whole("account-reset-two").into());
    }
    let state = State::default();
    let act = Acting::on(&state)
        .fact("secrets", &SecretChange::Passphrase)
        .done(Some(reason), None);
    Ok(one(allowed, about, act))
}
