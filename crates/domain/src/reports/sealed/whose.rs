//! Whose count a case is. A file has several holders, and changes hands; it is counted once.
//!
//! Every holder reads the same from what they have: the hands of the case, inside its file, and who signed when, in the
//! open. Nothing is written into a file for it: entries at the moment of a signature would tell how many there are.

use crate::casework::Case;
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::ActorId;

/// Whose latest counts of a month hold a case, from who followed it when and who signed when, oldest first; nobody's
/// while none of those who followed it signed meanwhile.
#[must_use]
pub fn whose(
    followed: impl Fn(Stamp) -> Option<ActorId>,
    signed: &[(Stamp, ActorId)],
) -> Option<ActorId> {
    signed.iter().fold(None, |holds, (at, who)| {
        let follows = followed(*at) == Some(*who);
        match holds {
            None => follows.then_some(*who),
            // Who signs again counts again, and what they gave away is no longer in it.
            Some(held) if held == *who => follows.then_some(held),
            held => held,
        }
    })
}

/// Whether a case is in the counts that somebody would sign now: they follow it, and nobody else has counted it.
#[must_use]
pub fn is_mine(case: &Case, me: ActorId, signed: &[(Stamp, ActorId)]) -> bool {
    let holds = whose(|at| case.followed_by_at(at), signed);
    case.assigned == Some(me) && holds.is_none_or(|held| held == me)
}
