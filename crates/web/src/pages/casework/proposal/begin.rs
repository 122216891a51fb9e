//! Proposing a change to a procedure: why, from the version in use.

use akwaba_domain::casework::proposal;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::scope;
use akwaba_store::projections::casework::{edition, standing};
use akwaba_store::{append, entity};
use askama::Template;

use super::super::manual::version_path;
use super::super::shared::{allow, centre};
use super::{named, path, title};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::ctx;
use crate::parts::Fields;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "proposal/begin.html")]
struct BeginPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    heading: String,
    here: String,
    back: String,
    /// Where a change may start, when it is not from here.
    instead: Option<String>,
    version: String,
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let (centre, named) = (centre(exchange), named(exchange)?);
    let (known, versions) = exchange.read(|tx| {
        let known = edition(tx, centre, &named)?.ok_or(Problem::NotFound)?;
        let versions = standing(tx, centre, &named.code)?.ok_or(Problem::NotFound)?;
        Ok((known, versions))
    })?;
    let mut frame = exchange.frame("proposal-begin-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let back = version_path(&named);
    let start = versions.start().to_string();
    let page = BeginPage {
        f: &frame,
        form: &form,
        heading: title(&known),
        here: format!("{back}/proposer"),
        instead: (!versions.may_start(&named))
            .then(|| format!("/manuel/{}/{start}/proposer", named.code)),
        version: start,
        back,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// Begins it.
pub(super) fn begin(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ManualPropose>(exchange)?;
    let (centre, named) = (centre(exchange), named(exchange)?);
    let (now, typed) = (exchange.call.now, exchange.form.get("reason").to_owned());
    let begun = exchange.write(|tx, writing| {
        let versions = standing(tx, centre, &named.code)?.ok_or(Problem::NotFound)?;
        let about = akwaba_domain::casework::manual::entity(centre, &named);
        let state = entity::load(tx, scope::manual(centre), about)?;
        let published = akwaba_domain::casework::manual::read(&state).ok_or(Problem::NotFound)?;
        let id = ctx(now, writing).fresh();
        let base = (&named, published.text.as_str());
        let drafts = proposal::begin(&allowed, id, base, &versions, &typed)?;
        append(tx, writing, drafts)?;
        Ok(id)
    });
    match begun {
        Ok(id) => exchange.done(
            &format!("{}/texte", path(id)),
            Flash::good("proposal-said-begun"),
        ),
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
