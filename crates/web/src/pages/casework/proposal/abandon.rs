//! Giving a proposal up, with a reason.

use akwaba_domain::casework::proposal;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_store::append;
use askama::Template;

use super::super::shared::{allow, centre, hands};
use super::{load, path, title};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::ctx;
use crate::parts::Fields;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "proposal/abandon.html")]
struct AbandonPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    heading: String,
    back: String,
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let (centre, id) = (centre(exchange), exchange.id("id")?);
    let known = exchange.read(|tx| load(tx, centre, id))?;
    let mut frame = exchange.frame("proposal-abandon-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let page = AbandonPage {
        f: &frame,
        form: &form,
        heading: title(&known.base),
        back: path(id),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// Gives it up.
pub(super) fn abandon(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ManualPropose>(exchange)?;
    let (centre, id) = (centre(exchange), exchange.id("id")?);
    let directs = hands(exchange)?.direct();
    let (now, typed) = (exchange.call.now, exchange.form.get("reason").to_owned());
    let done = exchange.write(|tx, writing| {
        let known = load(tx, centre, id)?;
        let about = (&known.proposal, &known.state);
        let drafts = proposal::abandon(&ctx(now, writing), &allowed, about, directs, &typed)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match done {
        Ok(()) => exchange.done(&path(id), Flash::good("proposal-said-abandoned")),
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
