//! A step that an intern prepares: its form, sent to the tutor, who does the step with it or sends it back.

use akwaba_domain::casework::intern::{self, prepared};
use akwaba_domain::casework::step::{StepForm, standing};
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::Reach;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_procedures::form::Answers;
use akwaba_procedures::form::view::of_group;
use akwaba_procedures::run::{Known as Conditions, ways};
use askama::Template;

use super::answers::{Piece, opened_more, pieces, recounted, sent, typed};
use super::shared::{Known, now};
use super::stage::{Guided, Head, guided, head, path, write};
use super::step_said::choices;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::registry::common;
use crate::parts::{Field, Fields};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/stage_step.html")]
struct StepPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    label: String,
    advice: String,
    tutor: String,
    here: String,
    back: String,
    pieces: Vec<Piece>,
    shown: String,
    choices: Option<Field>,
}

/// The form of a step, to be prepared.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (known, allowed) = guided(exchange)?;
    common::note(exchange, &allowed, Event::Read, "intern.step")?;
    let answers = begun(&known, exchange.param("etape"));
    step_page(exchange, &known, answers, None)
}

/// What was sent back last of this step, or nothing yet.
fn begun(known: &Guided, code: &str) -> Answers {
    let Known {
        case,
        edition,
        state,
    } = &known.known;
    let mut answers = case.answers.clone();
    let step = edition.procedure.step(code);
    if let Some(group) = step.and_then(|step| edition.group(step)) {
        let mut own = prepared(state).into_iter().rev();
        let back = own.find(|one| one.step == code && one.by == known.intern.id);
        let back = back.filter(|one| one.ruling.as_ref().is_some_and(|ruling| !ruling.kept));
        let back = back.map_or_else(Answers::new, |one| one.form.answers);
        answers.put(group, &back);
    }
    answers
}

/// Sends it to the tutor.
pub(super) fn prepare(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (known, _) = guided(exchange)?;
    let sent = exchange.form.clone();
    let code = exchange.param("etape").to_owned();
    let edition = &known.known.edition;
    let step = edition.procedure.step(&code).ok_or(Problem::NotFound)?;
    let group = edition.group(step).unwrap_or_default().to_owned();
    let mut answers = known.known.case.answers.clone();
    if !group.is_empty() {
        answers = typed(edition, &group, &sent, &answers);
        if recounted(&mut answers, &sent) {
            return step_page(exchange, &known, answers, None);
        }
        if opened_more(&edition.filled(&answers, now(exchange)), &group, &sent) {
            let more = Refusals::from(Refusal::whole("casework-more-questions"));
            return step_page(exchange, &known, answers, Some(&more));
        }
    }
    let form = StepForm {
        answers: answers.within(&group),
        decision: sent.get("decision").to_owned(),
    };
    let refused = write(exchange, |ctx, allowed, fresh| {
        let about = (&fresh.case, &fresh.state);
        intern::prepare(ctx, allowed, about, &fresh.edition, &code, &form)
    })?;
    match refused {
        None => exchange.done(
            &path(known.known.case.id),
            Flash::good("intern-said-prepared"),
        ),
        Some(refusals) => step_page(exchange, &known, answers, Some(&refusals)),
    }
}

fn step_page(
    exchange: &mut Exchange<'_, '_>,
    known: &Guided,
    answers: Answers,
    refused: Option<&Refusals>,
) -> Answer {
    let now = now(exchange);
    let Known { case, edition, .. } = &known.known;
    let step = edition.procedure.step(exchange.param("etape"));
    let step = step.ok_or(Problem::NotFound)?;
    let stands = standing(case, edition, now);
    let open = stands
        .step(&step.code)
        .and_then(|state| state.open.as_ref());
    if known.reach() != Some(Reach::Write) || open.is_none() {
        return Err(Problem::NotFound);
    }
    let filled = edition.filled(&answers, now);
    let group = step
        .group
        .as_deref()
        .and_then(|name| of_group(&filled, name));
    let mut values = group.as_ref().map_or_else(Form::new, sent);
    if let Some(decision) = exchange.form.given("decision") {
        values = values.with("decision", decision);
    }
    let mut frame = exchange.frame("intern-step-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, values, refusals),
        None => Fields::new(&frame, values),
    };
    let f = &frame;
    let (pieces, shown) = group
        .as_ref()
        .map_or_else(Default::default, |group| pieces(f, &form, group));
    let scope = filled.scope();
    let conditions = Conditions::at(&scope, &edition.procedure, &stands, now);
    let back = path(case.id);
    let page = StepPage {
        f,
        form: &form,
        head: head(exchange, f, &known.known)?,
        label: step.label.clone(),
        advice: step.advice.clone(),
        tutor: known.tutor.name.as_str().to_owned(),
        here: format!("{back}/etapes/{}", step.code),
        back,
        pieces,
        shown: shown.join(" "),
        choices: choices(step, &ways(step, &conditions), &form),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
