//! The early ends of break-glass: who asked asks no more, and either of the two closes what they opened.
//!
//! Never: an ending by anybody else, or one that opens anything.

use akwaba_domain::casework::glass;
use akwaba_domain::policy::act;
use akwaba_journal::id::EntityId;

use super::begin::main;
use super::glass::{PATH, page};
use crate::exchange::{Answer, Exchange};
use crate::frame::Flash;
use crate::pages::here::allow;
use crate::problem::Problem;

/// Who asked withdraws it, before anybody agreed.
pub(super) fn withdraw(exchange: &mut Exchange<'_, '_>) -> Answer {
    let main = main(exchange)?;
    let allowed = allow::<act::GlassAsk>(exchange)?;
    let id: EntityId = exchange
        .form
        .get("own")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let now = exchange.call.now.as_microsecond();
    let ended = match glass::withdraw(&allowed, exchange.form.get("why"), now) {
        Ok(ended) => ended,
        Err(refusals) => return page(exchange, Some(&refusals)),
    };
    let vault = exchange.vault.as_ref().ok_or(Problem::NotFound)?;
    let own = vault.own_requests(&main, now)?;
    let withdrawn = match own.iter().find(|one| one.id == id) {
        Some(request) => vault.withdraw(&main, request, &ended, &mut *exchange.call.chance)?,
        None => false,
    };
    let word = match withdrawn {
        true => Flash::good("glass-said-withdrawn"),
        false => Flash::attention("glass-said-late"),
    };
    exchange.done(PATH, word)
}

/// Either of the two closes the file before its three hours.
pub(super) fn close(exchange: &mut Exchange<'_, '_>) -> Answer {
    let main = main(exchange)?;
    let allowed = allow::<act::GlassClose>(exchange)?;
    let id: EntityId = exchange
        .form
        .get("opening")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let now = exchange.call.now.as_microsecond();
    let ended = match glass::close(&allowed, exchange.form.get("closing"), now) {
        Ok(ended) => ended,
        Err(refusals) => return page(exchange, Some(&refusals)),
    };
    let vault = exchange.vault.as_mut().ok_or(Problem::NotFound)?;
    let asker = vault.close(&main, id, &ended, &mut *exchange.call.chance)?;
    let Some(asker) = asker else {
        return exchange.done(PATH, Flash::attention("glass-said-not-open"));
    };
    // What the other has in memory is wiped now, not at their next request.
    if let Some(vaults) = exchange.call.doors.vaults() {
        vaults.take_back(asker);
    }
    exchange.done(PATH, Flash::good("glass-said-closed"))
}
