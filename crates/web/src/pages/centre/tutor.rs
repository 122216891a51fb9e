//! Who guides an intern: asked by one administrator, confirmed by another.

use akwaba_domain::centre::tutor as guiding;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::text;
use akwaba_store::append::append;
use akwaba_store::projections::centre::account;

use super::account::{again, load, rule};
use crate::exchange::{Answer, Exchange};
use crate::frame::Flash;
use crate::problem::Problem;

/// Asks that an intern have a tutor, or none.
pub(super) fn ask(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (intern, all) = load(exchange)?;
    let (id, centre) = (intern.id, exchange.call.site.centre);
    let target = Target::account(centre, id);
    let allowed = policy::allow::<act::RightsAsk, _>(exchange.actor()?, &target, id)?;
    let mut wrong = Refusals::new();
    let reason = wrong.take(text::required(
        "tutor-reason",
        exchange.form.get("tutor-reason"),
    ));
    let typed = exchange.form.get("tutor").to_owned();
    let named = all.iter().find(|one| one.id.to_string() == typed);
    if named.is_none() && typed != "personne" {
        wrong.push(Refusal::at("tutor", "choice-missing"));
    }
    if let Err(refusals) = wrong.or(()) {
        return again(exchange, &refusals);
    }
    let written = exchange.write(|tx, writing| {
        let state = account::state(tx, centre, id)?;
        let about = (&intern, &state);
        append(tx, writing, guiding::ask(&allowed, about, named, &reason)?)?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(
            &format!("/centre/comptes/{id}"),
            Flash::attention("account-tutor-asked"),
        ),
        Err(Problem::Refused(refusals)) => again(exchange, &refusals),
        Err(problem) => Err(problem),
    }
}

pub(super) fn confirm(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, granted) = rule::<act::RightsConfirm>(exchange, guiding::confirm)?;
    let said = if granted {
        Flash::good("account-tutor-granted")
    } else {
        Flash::attention("account-rights-refused")
    };
    exchange.done(&format!("/centre/comptes/{id}"), said)
}
