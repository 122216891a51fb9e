//! The steps of a visit: call, put back, begin, send, end; and its observation.

use akwaba_domain::policy::act;
use akwaba_domain::reception::queue::Queue;
use akwaba_domain::reception::visit::{self, Wanted};
use akwaba_domain::reception::{Desk, Visit};
use akwaba_domain::refusal::Refusals;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::reception::visits_of_day;
use akwaba_store::{append, entity};

use super::board::{desk_of, with_word};
use super::shared::{allow, ctx, here, today};
use super::visit::again;
use crate::exchange::{Answer, Exchange};
use crate::frame::Flash;
use crate::problem::Problem;

/// Calls whoever is next.
pub(super) fn next(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::VisitHandle>(exchange)?;
    let (here, today, now) = (here(exchange), today(exchange), exchange.call.now);
    let desk = desk_of(exchange);
    let called = exchange.write(|tx, writing| {
        let queue = Queue::of(visits_of_day(tx, here, today)?);
        let Some(id) = queue.next().map(|visit| visit.id) else {
            return Ok(None);
        };
        let state = entity::load(tx, here, id)?;
        let wanted = Wanted::Call(desk);
        let drafts = visit::step(&ctx(now, writing), &allowed, id, &state, wanted)?;
        append(tx, writing, drafts)?;
        Ok(Some(id))
    });
    match called {
        Ok(Some(id)) => exchange.done("/accueil", undoable("reception-said-called", id)),
        Ok(None) => exchange.done("/accueil", Flash::attention("reception-said-nobody")),
        Err(problem) => with_word(exchange, problem),
    }
}

/// Takes one step with one visit.
pub(super) fn take(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::VisitHandle>(exchange)?;
    let (here, now) = (here(exchange), exchange.call.now);
    let id: EntityId = exchange.id("id")?;
    let (wanted, said) = match wanted(exchange) {
        Ok(wanted) => wanted?,
        Err(refusals) => return again(exchange, id, &refusals),
    };
    let taken = exchange.write(|tx, writing| {
        let state = entity::load(tx, here, id)?;
        if Visit::of(id, &state).is_none() {
            return Err(Problem::NotFound);
        }
        let drafts = visit::step(&ctx(now, writing), &allowed, id, &state, wanted.clone())?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match taken {
        Ok(()) => {
            let flash = match wanted {
                Wanted::Call(_) | Wanted::Left | Wanted::End => undoable(said, id),
                _ => Flash::good(said),
            };
            exchange.done("/accueil", flash)
        }
        Err(Problem::Refused(refusals)) => again(exchange, id, &refusals),
        Err(problem) => Err(problem),
    }
}

fn undoable(said: &'static str, id: EntityId) -> Flash {
    Flash::good(said).undo(format!("/accueil/visites/{id}/etape/remettre"))
}

type Step = (Wanted, &'static str);

/// What the address asks for, with what will be said of it; refused when what was typed does not read.
fn wanted(exchange: &Exchange<'_, '_>) -> Result<Result<Step, Problem>, Refusals> {
    let form = &exchange.form;
    Ok(Ok(match exchange.param("faire") {
        "appeler" => {
            let desk = match form.given("desk") {
                Some(typed) => Desk::typed(typed)?,
                None => desk_of(exchange),
            };
            (Wanted::Call(desk), "reception-said-called")
        }
        "remettre" => (Wanted::PutBack, "reception-said-put-back"),
        "entretien" => (Wanted::Interview, "reception-said-interview"),
        "orienter" => {
            let inside = form.get("inside") != "0";
            (
                Wanted::orient(inside, form.get("to"))?,
                "reception-said-oriented",
            )
        }
        "terminer" => (Wanted::End, "reception-said-ended"),
        "partie" => (Wanted::Left, "reception-said-left"),
        "annuler" => (
            Wanted::cancel(form.get("cause"))?,
            "reception-said-cancelled",
        ),
        _ => return Ok(Err(Problem::NotFound)),
    }))
}

/// Writes the observation of a visit.
pub(super) fn note(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::VisitHandle>(exchange)?;
    let here = here(exchange);
    let id: EntityId = exchange.id("id")?;
    let typed = exchange.form.get("note").to_owned();
    let noted = exchange.write(|tx, writing| {
        let state = entity::load(tx, here, id)?;
        if Visit::of(id, &state).is_none() {
            return Err(Problem::NotFound);
        }
        let drafts = visit::note(&allowed, id, &state, &typed)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match noted {
        Ok(()) => exchange.done(
            &format!("/accueil/visites/{id}"),
            Flash::good("reception-said-noted"),
        ),
        Err(Problem::Refused(refusals)) => again(exchange, id, &refusals),
        Err(problem) => Err(problem),
    }
}
