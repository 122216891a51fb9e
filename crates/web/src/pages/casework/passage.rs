//! From one level to the other: a note that hands over, and a second case beside this one.

use akwaba_domain::casework::number::{Counter, year_entity};
use akwaba_domain::casework::passage::{leads_to, pass};
use akwaba_domain::casework::{Edition, ProcedureRef};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_procedures::workbook::Confidentiality;
use akwaba_store::projections::casework::{current, edition};
use akwaba_store::{append, entity};
use askama::Template;
use std::sync::Arc;

use super::shared::{Known, allow, case_path, centre, here, load, opened};
use super::together::Head;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::{ctx, own_book};
use crate::parts::{Choice, Fields};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/passage.html")]
struct PassagePage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    here: String,
    back: String,
    choices: Vec<Choice>,
}

/// The procedures of the other level, those whose files are sealed too: who chooses one is told what to
/// do meanwhile.
fn offered(
    exchange: &Exchange<'_, '_>,
    known: &Known,
) -> Result<Vec<(ProcedureRef, Arc<Edition>)>, Problem> {
    let centre = centre(exchange);
    exchange.read(|tx| {
        let mut found = Vec::new();
        for one in current(tx, centre)? {
            let Some(to) = edition(tx, centre, &one.named)? else {
                continue;
            };
            if leads_to(&known.case, &known.edition, &to) {
                found.push((one.named, to));
            }
        }
        Ok(found)
    })
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    page(exchange, &known, None)
}

/// Opens the second case.
pub(super) fn go(exchange: &mut Exchange<'_, '_>) -> Answer {
    let follows = allow::<act::CaseFollow>(exchange)?;
    let opens = allow::<act::CaseOpen>(exchange)?;
    let known = opened(exchange)?;
    let (scope, centre, now) = (here(exchange), centre(exchange), exchange.call.now);
    let code = exchange.form.get("procedure").to_owned();
    let [what, asked] = ["known", "asked"].map(|name| exchange.form.get(name).to_owned());
    let offered = offered(exchange, &known)?;
    let Some((named, to)) = offered.iter().find(|(named, _)| named.code == code) else {
        let missing = Refusals::from(Refusal::at("procedure", "choice-missing"));
        return page(exchange, &known, Some(&missing));
    };
    let id = known.case.id;
    let written = exchange.write(|tx, writing| {
        let fresh = load(tx, scope, id)?;
        let mut ctx = ctx(now, writing);
        let year = entity::load(tx, scope, year_entity(centre, ctx.today().year()))?;
        let counter = Counter {
            book: own_book(tx, scope, centre)?,
            year: &year,
        };
        let about = (&fresh.case, &fresh.state, fresh.edition.as_ref());
        let words = (what.as_str(), asked.as_str());
        let both = (&follows, &opens);
        let (_, new, drafts) = pass(&mut ctx, both, about, (named, to), &counter, words)?;
        append(tx, writing, drafts)?;
        Ok(new)
    });
    match written {
        Ok(new) => exchange.done(&case_path(new), Flash::good("team-said-passed")),
        Err(Problem::Refused(refusals)) => page(exchange, &known, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn page(exchange: &mut Exchange<'_, '_>, known: &Known, refused: Option<&Refusals>) -> Answer {
    let offered = offered(exchange, known)?;
    let mut frame = exchange.frame("team-passage-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let choice = |(named, to): &(ProcedureRef, Arc<Edition>)| {
        let label = format!("{} {}", named.code, to.procedure.title);
        let choice = Choice::new(&named.code, label);
        match to.procedure.confidentiality {
            Confidentiality::Sealed => choice.hint(f.t("team-passage-sealed")),
            _ => choice.hint(&to.procedure.trigger),
        }
    };
    let back = case_path(known.case.id);
    let page = PassagePage {
        f,
        form: &form,
        head: Head::of(exchange, f, known)?,
        here: format!("{back}/passage"),
        back,
        choices: offered.iter().map(choice).collect(),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
