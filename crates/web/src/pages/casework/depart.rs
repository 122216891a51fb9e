//! Leaving a step undone: why, and where the case goes on.

use akwaba_domain::casework::leave;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_procedures::workbook::Step;
use akwaba_store::append;
use askama::Template;

use super::shared::{
    Known, Names, allow, case_path, centre, hands, here, load, opened, subject_path,
};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::mediation;
use crate::pages::reception::{centre_code, ctx, numbered};
use crate::parts::{Choice, Fields};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/depart.html")]
struct DepartPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    name: String,
    path: Option<String>,
    number: String,
    title: String,
    step: &'a Step,
    here: String,
    choices: Vec<Choice>,
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    page(exchange, &known, None)
}

fn page(exchange: &mut Exchange<'_, '_>, known: &Known, refused: Option<&Refusals>) -> Answer {
    let code = exchange.param("etape").to_owned();
    let procedure = &known.edition.procedure;
    let step = procedure.step(&code).ok_or(Problem::NotFound)?;
    let mut frame = exchange.frame("casework-depart-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let (here, centre) = (here(exchange), centre(exchange));
    let record = known.case.subject.record();
    let (names, number) = exchange.read(|tx| {
        let code = centre_code(tx, centre)?;
        Ok((
            Names::of(tx, here, f, record)?,
            numbered(known.case.number, &code),
        ))
    })?;
    let others = procedure.steps.iter().filter(|other| other.code != code);
    let mut choices: Vec<Choice> = others
        .map(|other| Choice::new(&other.code, &other.label))
        .collect();
    choices.push(Choice::new(leave::END, f.t("casework-depart-end")));
    let page = DepartPage {
        f,
        form: &form,
        name: names.name(f, record),
        path: subject_path(exchange, &known.case),
        number,
        title: procedure.title.clone(),
        step,
        here: format!("{}/etapes/{code}", case_path(known.case.id)),
        choices,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// Leaves the step.
pub(super) fn depart(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::StepDepart>(exchange)?;
    let known = opened(exchange)?;
    let (hands, here, now) = (hands(exchange)?, here(exchange), exchange.call.now);
    let step = exchange.param("etape").to_owned();
    let next = exchange.form.get("next").to_owned();
    let reason = exchange.form.get("reason").to_owned();
    let id = known.case.id;
    let left = exchange.write(|tx, writing| {
        let fresh = load(tx, here, id)?;
        mediation::keeps(tx, here, &fresh, &[&next])?;
        let drafts = leave::depart(
            &ctx(now, writing),
            &allowed,
            &hands,
            (&fresh.case, &fresh.state),
            &fresh.edition,
            (&step, &next, &reason),
        )?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match left {
        Ok(()) => exchange.done(&case_path(id), Flash::good("casework-said-departed")),
        Err(Problem::Refused(refusals)) => page(exchange, &known, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
