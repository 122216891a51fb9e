//! Answering a proposal: accepted, it begins the case that leads to it; declined, with a reason; wanted
//! and barred, with what stands in the way.

use akwaba_domain::complementarity::{
    self, Answer as Said, AnswerForm, BARRIERS, entity as answers_of,
};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::Day;
use akwaba_journal::id::EntityId;
use akwaba_store::{append, entity};
use askama::Template;

use super::home::{asked, title, who};
use super::shared::{SURVEY, look, subject, why};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::casework::begin::{begin, first_step, in_use};
use crate::pages::casework::shared::{allow, centre, here};
use crate::pages::reception::ctx;
use crate::pages::registry::guide::{begin_for, no_procedure};
use crate::parts::{Choice, Fields};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "complementarity/answer.html")]
struct AnswerPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    title: String,
    who: String,
    why: String,
    answers: Vec<Choice>,
    barriers: Vec<Choice>,
    here: String,
    back: String,
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

/// Writes the answer; an accepted proposal begins its case in the same act.
pub(super) fn answer(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::CaseOpen>(exchange)?;
    let home: EntityId = exchange.id("id")?;
    let (scope, centre, now) = (here(exchange), centre(exchange), exchange.call.now);
    let today = Day::new(akwaba_domain::ctx::day_of(now));
    let get = |name: &str| exchange.form.get(name).to_owned();
    let form = AnswerForm {
        answer: get("answer"),
        barrier: get("barrier"),
        words: get("words"),
    };
    let back = format!("/menages/{home}/complementarite");
    // The proposal of the address, as the page offered it; looked at again inside the write.
    let looked = exchange.read(|tx| look(tx, scope, home, today))?;
    let one = asked(exchange, looked.proposed())?;
    let (proposal, person) = (one.proposal.clone(), one.person());
    let written = exchange.write(|tx, writing| {
        let fresh = look(tx, scope, home, today)?;
        let mut still = fresh.proposed().into_iter();
        if !still.any(|other| other.proposal == proposal && other.person() == person) {
            return Err(Problem::NotFound);
        }
        let state = entity::load(tx, scope, answers_of(home))?;
        let about = (&proposal, person);
        let mut begun = None;
        if Said::from_code(&form.answer) == Some(Said::Accepted) {
            begun = match (proposal.way, person) {
                (Some(way), Some(person)) => begin_for(tx, writing, now, &allowed, (person, way))?,
                _ => {
                    let offered = in_use(tx, centre, SURVEY)?.ok_or_else(no_procedure)?;
                    let whose = (&offered, subject(home, person));
                    Some(begin(tx, writing, now, &allowed, scope, whose)?)
                }
            };
        }
        let drafts = complementarity::decide(
            &ctx(now, writing),
            &allowed,
            (home, &state),
            about,
            &form,
            begun,
        )?;
        append(tx, writing, drafts)?;
        Ok(begun)
    });
    match written {
        Ok(Some(case)) => {
            let path = first_step(exchange, case)?;
            exchange.done(&path, Flash::good("casework-said-opened"))
        }
        Ok(None) => exchange.done(&back, Flash::good("complementarity-said")),
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let home: EntityId = exchange.id("id")?;
    let scope = here(exchange);
    let today = Day::new(akwaba_domain::ctx::day_of(exchange.call.now));
    let looked = exchange.read(|tx| look(tx, scope, home, today))?;
    let one = asked(exchange, looked.proposed())?;
    let mut frame = exchange.frame("complementarity-answer-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let answers: Vec<&str> = Said::ALL.iter().map(|said| said.code()).collect();
    let barriers = BARRIERS.map(|barrier| barrier.code());
    let page = AnswerPage {
        title: title(f, &one),
        who: who(f, &one),
        why: why(f, &one.proposal),
        answers: form.family("complementarity-answer-", &answers),
        barriers: form.family("complementarity-barrier-", &barriers),
        here: super::home::path(home, &one),
        back: format!("/menages/{home}/complementarite"),
        form: &form,
        f,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
