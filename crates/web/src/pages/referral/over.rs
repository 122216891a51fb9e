//! What became of handing all that a sealed file follows over to a service: asked for, or taken over.

use akwaba_domain::referral::Referral;
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_store::projections::referral::of_case as lines_of;
use akwaba_store::{Tx, entity};

use super::shared::service_name;
use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::pages::here::{centre, here};
use crate::parts::{Notice, Tone};
use crate::problem::Problem;

/// The referral by which a case is in other hands, or waits to be.
pub(super) fn of_case(
    tx: &mut dyn Tx,
    scope: ScopeId,
    case: EntityId,
) -> Result<Option<Referral>, Problem> {
    for line in lines_of(tx, scope, case)? {
        let referral = Referral::of(line.id, &entity::load(tx, scope, line.id)?);
        if let Some(referral) = referral.filter(Referral::hands_over) {
            return Ok(Some(referral));
        }
    }
    Ok(None)
}

/// The same in words, on the page of the case.
pub(in crate::pages) fn notice(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    case: EntityId,
) -> Result<Option<Notice>, Problem> {
    let (scope, centre) = (here(exchange), centre(exchange));
    exchange.read(|tx| {
        let Some(referral) = of_case(tx, scope, case)? else {
            return Ok(None);
        };
        let service = service_name(f, tx, centre, referral.sent.service)?;
        Ok(Some(if referral.is_taken_over() {
            let title = f.t1("referral-over-done", "service", service);
            Notice::new(Tone::Good, title, f.t("referral-over-done-text"))
        } else {
            let title = f.t1("referral-over-asked", "service", service);
            Notice::new(Tone::Info, title, f.t("referral-over-asked-text"))
        }))
    })
}
