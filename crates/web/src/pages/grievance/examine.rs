//! Beginning the sealed file in which a complaint is examined, its first steps answered by what was said.
//!
//! Never: a name. The file is of somebody who gets a code, as the complaint is of nobody.

use akwaba_domain::casework::code::{self as codes, Code};
use akwaba_domain::casework::number::Counter;
use akwaba_domain::casework::open::{Opening, open};
use akwaba_domain::casework::sealed as files;
use akwaba_domain::casework::step::{StepForm, finish};
use akwaba_domain::casework::{Case, Edition, Hands, Subject};
use akwaba_domain::grievance::examine::{
    ExamineForm, RECEPTION, SORTING, file_of, link, received, sorted,
};
use akwaba_domain::policy::{Allowed, act, allow_examining};
use akwaba_domain::reception::Book;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::registry::register::register;
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_journal::state::State;
use akwaba_procedures::form::Answers;
use akwaba_store::{Tx, Writing, append, entity};
use jiff::Timestamp;

use super::change::ended;
use super::hold::{Opened, opened, procedure};
use crate::exchange::{Answer, Exchange};
use crate::pages::casework::begin::first_step;
use crate::pages::here::{allow, centre, here};
use crate::pages::protected::begin::nameless;
use crate::pages::reception::ctx;
use crate::problem::Problem;

/// Begins it, and leads to the step that is open.
pub(super) fn begin(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    match begun(exchange, &known) {
        Ok(case) => {
            let path = first_step(exchange, case)?;
            exchange.go(&path)
        }
        Err(problem) => ended(exchange, &known, Err(problem), ("", "")),
    }
}

fn begun(exchange: &mut Exchange<'_, '_>, known: &Opened) -> Result<EntityId, Problem> {
    let allowed = allow::<act::GrievanceHold>(exchange)?;
    let does = allow::<act::StepDo>(exchange)?;
    let (opens, registers) = allow_examining(&allowed).ok_or(Problem::NotFound)?;
    let (centre, scope, now) = (centre(exchange), here(exchange), exchange.call.now);
    let offered = exchange.read(|tx| procedure(tx, centre))?;
    let (named, edition) = offered.ok_or(Problem::NotFound)?;
    let form = ExamineForm {
        aimed: exchange.form.get("aimed").to_owned(),
        grave: exchange.form.all("grave").map(str::to_owned).collect(),
    };
    if form.aimed.is_empty() {
        return Err(Refusals::from(Refusal::at("aimed", "choice-missing")).into());
    }
    let (case, file) = exchange.write(|tx, writing| {
        let (case, file, drafts) = {
            let mut ctx = ctx(now, writing);
            let file = files::fresh(ctx.chance);
            let case = ctx.fresh();
            let said = file_of(&allowed, (&known.grievance, &known.file()?), case)?;
            let code = Code::for_person(ctx.chance);
            let (person, mut drafts) = register(&mut ctx, &registers, &nameless(&code))?;
            let opening = Opening {
                procedure: (&named, edition.as_ref()),
                subject: Subject::Person(person),
                assigned: None,
            };
            let counter = Counter {
                book: Book::MAIN,
                year: &State::default(),
            };
            let (_, opened) = open(&mut ctx, &opens, case, &counter, &opening)?;
            drafts.join(opened);
            drafts.join(codes::first(&opens, case, opening.subject, &code));
            drafts.join(files::begin(&opens, file, &said)?);
            (case, file, drafts)
        };
        append(tx, writing, drafts)?;
        let at = (scope, case, now);
        for (step, answers) in [
            (RECEPTION, received(&known.grievance)),
            (SORTING, sorted(&form)),
        ] {
            done(tx, writing, &does, at, (&edition, step), answers)?;
        }
        let state = entity::load(tx, scope, case)?;
        let opened = Case::of(case, &state).ok_or(Problem::NotFound)?;
        append(
            tx,
            writing,
            link(&allowed, &known.grievance, (&opened, &state), file),
        )?;
        Ok((case, file))
    })?;
    if let Some(vault) = exchange.vault.as_mut() {
        vault.begin(file);
    }
    Ok(case)
}

/// Does a step with what the complaint says. Where the centre's version asks more, it is said, and nothing is begun.
fn done(
    tx: &mut dyn Tx,
    writing: &mut Writing<'_>,
    does: &Allowed<act::StepDo>,
    (scope, case, now): (ScopeId, EntityId, Timestamp),
    (edition, step): (&Edition, &str),
    answers: Answers,
) -> Result<(), Problem> {
    let state = entity::load(tx, scope, case)?;
    let opened = Case::of(case, &state).ok_or(Problem::NotFound)?;
    let form = StepForm {
        answers,
        decision: String::new(),
    };
    let mut ctx = ctx(now, writing);
    let of = (&opened, &state);
    let drafts = finish(
        &mut ctx,
        does,
        &Hands::receiving(),
        of,
        edition,
        step,
        &form,
    );
    let (_, drafts) =
        drafts.map_err(|_| Refusals::from(Refusal::whole("grievance-file-by-hand")))?;
    append(tx, writing, drafts)?;
    Ok(())
}
