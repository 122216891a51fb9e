//! What is done to a referral: the answer entered, the service reminded, recall, the opinion on it.

use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::referral::{self, AnswerForm};
use akwaba_store::append;
use akwaba_store::local::referral_link;

use super::linked::consents;
use super::shared::{load, opened, path};
use super::show::page;
use crate::exchange::{Answer, Exchange};
use crate::frame::Flash;
use crate::pages::casework::shared::{allow, centre, here};
use crate::pages::reception::ctx;
use crate::pages::registry::edit_read;
use crate::problem::Problem;

/// Enters the answer.
pub(super) fn answer(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ReferralSend>(exchange)?;
    let known = opened(exchange)?;
    let (here, id, now) = (here(exchange), known.referral.id, exchange.call.now);
    let own = |name: &str| exchange.form.get(name).to_owned();
    let form = AnswerForm {
        answer: own("answer"),
        via: own("via"),
        on: edit_read::date(&exchange.form, "on"),
        obstacle: own("obstacle"),
        words: own("words"),
    };
    let written = exchange.write(|tx, writing| {
        let fresh = load(tx, here, id)?;
        let about = (&fresh.referral, &fresh.state);
        let drafts = referral::answer(&ctx(now, writing), &allowed, about, &form)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    said(exchange, written, "referral-said-answered")
}

/// Notes that the service was reminded.
pub(super) fn remind(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ReferralSend>(exchange)?;
    let known = opened(exchange)?;
    let (here, id, now) = (here(exchange), known.referral.id, exchange.call.now);
    let typed = exchange.form.get("reminder").to_owned();
    let written = exchange.write(|tx, writing| {
        let fresh = load(tx, here, id)?;
        let consents = consents(tx, here, &fresh.referral)?;
        let about = (&fresh.referral, &fresh.state);
        let drafts = referral::remind(&ctx(now, writing), &allowed, about, &consents, &typed)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    said(exchange, written, "referral-said-reminded")
}

/// Calls it back.
pub(super) fn recall(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ReferralSend>(exchange)?;
    let known = opened(exchange)?;
    let (here, id, now) = (here(exchange), known.referral.id, exchange.call.now);
    let typed = exchange.form.get("recall").to_owned();
    let written = exchange.write(|tx, writing| {
        let fresh = load(tx, here, id)?;
        let about = (&fresh.referral, &fresh.state);
        let drafts = referral::recall(&ctx(now, writing), &allowed, about, &typed)?;
        append(tx, writing, drafts)?;
        referral_link::end_all(tx, here, id)?;
        Ok(())
    });
    said(exchange, written, "referral-said-recalled")
}

/// Gives an opinion on a referral without consent.
pub(super) fn review(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let target = Target::asked(centre(exchange), known.referral.by).inside(exchange.room);
    let allowed = policy::allow::<act::ReferralReview, _>(exchange.actor()?, &target, ())?;
    let (here, id, now) = (here(exchange), known.referral.id, exchange.call.now);
    let founded = match exchange.form.get("founded") {
        "oui" => Some(true),
        "non" => Some(false),
        _ => None,
    };
    let typed = exchange.form.get("opinion").to_owned();
    let written = exchange.write(|tx, writing| {
        let fresh = load(tx, here, id)?;
        let about = (&fresh.referral, &fresh.state);
        let drafts = referral::review(&ctx(now, writing), &allowed, about, founded, &typed)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    said(exchange, written, "referral-said-reviewed")
}

fn said(
    exchange: &mut Exchange<'_, '_>,
    written: Result<(), Problem>,
    key: &'static str,
) -> Answer {
    let known = opened(exchange)?;
    match written {
        Ok(()) => exchange.done(&path(known.referral.id), Flash::good(key)),
        Err(Problem::Refused(refusals)) => page(exchange, &known, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
