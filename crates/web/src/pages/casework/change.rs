//! What is done with a case as a whole: giving it to a colleague, another version of its procedure. Each
//! with its reason.

use akwaba_domain::actor::Role;
use akwaba_domain::casework::{ProcedureRef, leave};
use akwaba_domain::policy::{Permit, Room, act};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::{Allowed, Drafts};
use akwaba_journal::id::ActorId;
use akwaba_store::projections::casework::{edition, versions, withdrawals};
use akwaba_store::projections::centre::account;
use akwaba_store::{Tx, Writing, append};
use askama::Template;

use super::shared::{Known, Names, allow, case_path, centre, here, load, opened, subject_path};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::{centre_code, ctx, numbered};
use crate::parts::{Choice, Field, Fields};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/change.html")]
struct ChangePage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    name: String,
    path: Option<String>,
    number: String,
    title: String,
    text: String,
    here: String,
    back: String,
    field: Option<Field>,
    button: String,
}

/// What is to be done.
#[derive(Clone, Copy)]
enum What {
    HandOver,
    Move,
}

impl What {
    fn end(self) -> &'static str {
        match self {
            Self::HandOver => "transmettre",
            Self::Move => "version",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::HandOver => "casework-hand-over-title",
            Self::Move => "casework-move-title",
        }
    }

    fn text(self, room: Room) -> &'static str {
        match self {
            Self::HandOver if room == Room::Protected => "casework-hand-over-inside",
            Self::HandOver => "casework-hand-over-text",
            Self::Move => "casework-move-text",
        }
    }

    fn said(self) -> &'static str {
        match self {
            Self::HandOver => "casework-said-handed",
            Self::Move => "casework-said-moved",
        }
    }
}

pub(super) fn hand_over_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    page(exchange, What::HandOver, &known, None)
}

pub(super) fn move_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    page(exchange, What::Move, &known, None)
}

/// Gives the case to a colleague.
pub(super) fn hand_over(exchange: &mut Exchange<'_, '_>) -> Answer {
    let typed = exchange.form.get("to").to_owned();
    let centre = centre(exchange);
    write::<act::CaseHandOver>(exchange, What::HandOver, |tx, _, allowed, fresh, reason| {
        let to: ActorId = typed
            .parse()
            .map_err(|_| Refusals::from(Refusal::at("to", "choice-missing")))?;
        if !colleagues(tx, centre)?.iter().any(|(who, _)| *who == to) {
            return Err(Refusals::from(Refusal::at("to", "choice-unknown")).into());
        }
        let about = (&fresh.case, &fresh.state);
        Ok(leave::hand_over(allowed, about, Some(to), reason)?)
    })
}

/// Moves the case to another version.
pub(super) fn move_to(exchange: &mut Exchange<'_, '_>) -> Answer {
    let typed = exchange.form.get("version").to_owned();
    let now = exchange.call.now;
    write::<act::CaseMove>(
        exchange,
        What::Move,
        |tx, writing, allowed, fresh, reason| {
            let named = ProcedureRef::parse(&fresh.case.procedure.code, &typed)
                .ok_or_else(|| Refusals::from(Refusal::at("version", "choice-missing")))?;
            let centre = fresh.case.centre;
            let to = if withdrawals(tx, centre, &named)?.is_empty() {
                edition(tx, centre, &named)?
            } else {
                None
            };
            let to = to.ok_or_else(|| Refusals::from(Refusal::at("version", "choice-unknown")))?;
            Ok(leave::move_to(
                &ctx(now, writing),
                allowed,
                (&fresh.case, &fresh.state),
                (&fresh.edition, &to),
                &named,
                reason,
            )?)
        },
    )
}

type Decide<'d, A> = dyn FnMut(&mut dyn Tx, &mut Writing<'_>, &Allowed<A>, &Known, &str) -> Result<Drafts, Problem>
    + 'd;

fn write<A: Permit>(
    exchange: &mut Exchange<'_, '_>,
    what: What,
    mut decide: impl FnMut(
        &mut dyn Tx,
        &mut Writing<'_>,
        &Allowed<A>,
        &Known,
        &str,
    ) -> Result<Drafts, Problem>,
) -> Answer {
    let decide: &mut Decide<'_, A> = &mut decide;
    let allowed = allow::<A>(exchange)?;
    let known = opened(exchange)?;
    let (here, id) = (here(exchange), known.case.id);
    let reason = exchange.form.get("reason").to_owned();
    let written = exchange.write(|tx, writing| {
        let fresh = load(tx, here, id)?;
        let drafts = decide(tx, writing, &allowed, &fresh, &reason)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(&case_path(id), Flash::good(what.said())),
        Err(Problem::Refused(refusals)) => page(exchange, what, &known, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// Who may follow cases.
pub(in crate::pages) fn colleagues(
    tx: &mut dyn Tx,
    centre: akwaba_journal::id::CentreId,
) -> Result<Vec<(ActorId, String)>, Problem> {
    let mut found = Vec::new();
    for known in account::all(tx, centre)? {
        let actor = known.actor();
        let works = actor
            .roles_in(centre)
            .any(|role| matches!(role, Role::SocialWorker | Role::Director));
        if works {
            found.push((known.id, known.name.as_str().to_owned()));
        }
    }
    Ok(found)
}

fn page(
    exchange: &mut Exchange<'_, '_>,
    what: What,
    known: &Known,
    refused: Option<&Refusals>,
) -> Answer {
    let (here, centre) = (here(exchange), centre(exchange));
    let mut frame = exchange.frame(what.title());
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let record = known.case.subject.record();
    let (names, number, people, editions) = exchange.read(|tx| {
        let code = centre_code(tx, centre)?;
        Ok::<_, Problem>((
            Names::of(tx, here, f, record)?,
            numbered(known.case.number, &code),
            colleagues(tx, centre)?,
            versions(tx, centre, &known.case.procedure.code)?,
        ))
    })?;
    let field = match what {
        What::HandOver => {
            let others = people
                .into_iter()
                .filter(|(who, _)| Some(*who) != known.case.assigned);
            let choices = others.map(|(who, name)| Choice::new(who.to_string(), name));
            Some(
                form.select("to", "casework-hand-over-to", choices.collect())
                    .needed(),
            )
        }
        What::Move => {
            let withdrawn: Vec<ProcedureRef> = editions
                .iter()
                .filter(|one| one.withdrawn)
                .map(|one| one.named.clone())
                .collect();
            let others = editions.into_iter().filter(|one| {
                one.named != known.case.procedure
                    && !withdrawn.contains(&one.named)
                    && !withdrawn.contains(&one.named.national())
            });
            let choices = others.map(|one| {
                let version = one.named.version_code();
                let label = f.t1("casework-version", "version", version.as_str());
                Choice::new(version, label)
            });
            let field = form.select("version", "casework-move-to", choices.collect());
            Some(field.needed())
        }
    };
    let path = case_path(known.case.id);
    let page = ChangePage {
        f,
        form: &form,
        name: names.name(f, record),
        path: subject_path(exchange, &known.case),
        number,
        title: known.edition.procedure.title.clone(),
        text: f.t(what.text(exchange.room)),
        here: format!("{path}/{}", what.end()),
        back: path,
        field,
        button: f.title(),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
