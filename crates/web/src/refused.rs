//! What did not go through, noted in the trail: failed sign-ins, and what the policy refused.
//!
//! Who, when and by which route, and never what was typed. What one account can cause is bounded.

use akwaba_domain::centre::trail::{self, Event, FAILURES_PER_HOUR_MAX};
use akwaba_domain::ctx::Ctx;
use akwaba_domain::policy;
use akwaba_journal::chance::Chance;
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_store::StoreError;
use akwaba_store::append::{Writing, append};
use akwaba_store::projections::centre::trail as lines;
use akwaba_store::tx::Tx;
use jiff::Timestamp;

/// An hour, in microseconds.
const HOUR_MICROS: i64 = 3_600 * 1_000_000;

/// What did not go through, and whose it is.
#[derive(Clone, Copy)]
pub(crate) struct Failure {
    /// The centre at whose doors it was.
    pub(crate) centre: CentreId,
    /// Who, or [`trail::NOBODY`].
    pub(crate) account: ActorId,
    /// What.
    pub(crate) event: Event,
    /// By which route.
    pub(crate) route: &'static str,
    /// When.
    pub(crate) now: Timestamp,
}

/// Notes it, unless this account has enough such lines of the last hour.
///
/// # Errors
/// Those of the store.
pub(crate) fn note(
    tx: &mut dyn Tx,
    chance: &mut dyn Chance,
    failure: Failure,
) -> Result<(), StoreError> {
    let Failure {
        centre,
        account,
        event,
        route,
        now,
    } = failure;
    let now_micros = now.as_microsecond();
    let so_far = lines::count_since(tx, centre, account, event, now_micros - HOUR_MICROS)?;
    if so_far >= FAILURES_PER_HOUR_MAX {
        return Ok(());
    }
    let allowed = policy::allow_noting(account, centre);
    let drafts = trail::note(
        &Ctx {
            now,
            chance: &mut *chance,
        },
        &allowed,
        event,
        route,
    );
    append(tx, &mut Writing { now_micros, chance }, drafts)?;
    Ok(())
}
