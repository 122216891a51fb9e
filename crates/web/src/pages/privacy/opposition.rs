//! The end of what somebody opposed and was granted, when they say so.
//!
//! Never: ends by itself.

use akwaba_domain::policy::act;
use akwaba_domain::privacy::Request;
use akwaba_domain::privacy::opposition::lift as lifted;
use akwaba_store::{append, entity};

use super::requests::{asked, page, path};
use super::shared::{Card, allow, here};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::ctx;
use crate::parts::{Fields, Html};
use crate::problem::Problem;

/// What ends an opposition; none where nothing stands.
pub(super) fn card(f: &Frame, form: &Fields, request: &Request) -> Option<Card> {
    if request.stops().is_empty() {
        return None;
    }
    let words = form.area("words", "privacy-lift-words", 3);
    Some(Card {
        title: f.t("privacy-lift-title"),
        text: f.t("privacy-lift-text"),
        path: format!("{}/levee", path(request.id)),
        fields: vec![Html::of(&words.needed().length_max(2_000))],
        button: f.t("privacy-lift"),
        ..Card::default()
    })
}

/// The person does not oppose it any more.
pub(super) fn lift(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::RequestAnswer>(exchange)?;
    let (request, _) = asked(exchange)?;
    let (here, now) = (here(exchange), exchange.call.now);
    let words = exchange.form.get("words").to_owned();
    let written = exchange.write(|tx, writing| {
        let state = entity::load(tx, here, request.id)?;
        let fresh = Request::of(request.id, &state).ok_or(Problem::NotFound)?;
        let drafts = lifted(&ctx(now, writing), &allowed, (&fresh, &state), &words)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(&path(request.id), Flash::good("privacy-said-lifted")),
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
