//! Who guides an intern: asked by one administrator, confirmed by another.

use akwaba_domain::actor::Actor;
use akwaba_domain::centre::account::Account;
use akwaba_domain::centre::tutor as guiding;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::text;
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_store::append::append;
use akwaba_store::projections::centre::account;

use super::account::{Asked, again, load, rule};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::parts::Choice;
use crate::problem::Problem;
use crate::show;

fn named(frame: &Frame, all: &[Account], id: Option<ActorId>) -> String {
    let known = all.iter().find(|one| Some(one.id) == id);
    known.map_or_else(
        || frame.t("account-tutor-nobody"),
        |one| one.name.as_str().to_owned(),
    )
}

/// Who guides an intern, in words; none where the account is no intern's.
pub(super) fn shown(
    frame: &Frame,
    centre: CentreId,
    account: &Account,
    all: &[Account],
) -> Option<String> {
    let tutor = account.tutor.map(|known| known.tutor);
    guiding::is_intern(account, centre).then(|| named(frame, all, tutor))
}

/// The requests about the tutor of an account, as its page shows them to a reader.
pub(super) fn asked(
    frame: &Frame,
    (centre, reader): (CentreId, &Actor),
    account: &Account,
    all: &[Account],
) -> Vec<Asked> {
    let asked = account.tutors.iter().map(|request| {
        let target = Target::request(centre, account.id, request.asked.actor);
        Asked {
            tag: request.tag.to_string(),
            roles: named(frame, all, request.tutor),
            by: named(frame, all, Some(request.asked.actor)),
            on: show::moment_of_micros(frame.lang, request.asked.clock.micros),
            may: policy::allow::<act::RightsConfirm, _>(reader, &target, ()).is_ok(),
        }
    });
    asked.collect()
}

/// Who may guide an intern, to choose from; nobody where the account is no intern's.
pub(super) fn guides(
    frame: &Frame,
    centre: CentreId,
    account: &Account,
    all: &[Account],
) -> Vec<Choice> {
    if !guiding::is_intern(account, centre) {
        return Vec::new();
    }
    let guides = all.iter().filter(|one| guiding::may_guide(one, centre));
    let guides = guides.map(|one| Choice::new(one.id.to_string(), one.name.as_str()));
    let nobody = Choice::new("personne", frame.t("account-tutor-nobody"));
    [nobody].into_iter().chain(guides).collect()
}

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
