//! Approvals: what others ask of the reader, what they submitted, and the answer. What is read is what is
//! sealed: the form carries its seal.

use std::collections::BTreeSet;

use akwaba_domain::actor::Role;
use akwaba_domain::casework::visa::{RulingForm, own, rule as decide};
use akwaba_domain::casework::{Submission, step};
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::refusal::Refusals;
use akwaba_journal::id::EntityId;
use akwaba_store::append;
use akwaba_store::projections::casework::{number_lines, visas};
use askama::Template;

use super::agenda_rows::{TaskRow, Told};
use super::answers::summary;
use super::proposal;
use super::shared::{Known, Names, centre, due, hands, here, load, moment, now, subject_path};
use super::today::visa_jobs;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::{Staff, centre_code, ctx, numbered, own_book};
use crate::parts::{Empty, Fields, Summary};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/visas.html")]
struct VisasPage<'a> {
    f: &'a Frame,
    rows: Vec<TaskRow>,
    empty: Empty,
}

/// The approvals that wait for the reader.
pub(super) fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (here, centre, now) = (here(exchange), centre(exchange), now(exchange));
    let actor = exchange.actor()?.clone();
    let roles: Vec<Role> = actor.roles_in(centre).collect();
    let named = hands(exchange)?.work();
    let jobs = visa_jobs(&roles);
    let frame = exchange.frame("casework-visas-title");
    let f = &frame;
    let (asked, names, staff, code) = exchange.read(|tx| {
        let asked = visas(tx, here, &jobs, actor.account)?;
        let subjects = asked.iter().filter_map(|visa| visa.subject);
        let names = if named {
            Names::of(tx, here, f, subjects)?
        } else {
            Names::default()
        };
        let staff = Staff::of(tx, centre, asked.iter().map(|visa| visa.author))?;
        Ok::<_, Problem>((asked, names, staff, centre_code(tx, centre)?))
    })?;
    let told = Told {
        f,
        names: &names,
        staff: &staff,
        now,
        code: &code,
        who: false,
        // An approval is read on its own page, not in the case.
        closed: &BTreeSet::new(),
    };
    let mut rows: Vec<TaskRow> = asked.iter().map(|visa| told.visa(visa, named)).collect();
    rows.extend(proposal::asked(exchange, f)?);
    let page = VisasPage {
        f,
        rows,
        empty: Empty::new(f, "casework-visas-none", "casework-visas-none-text"),
    };
    exchange.page(&page)
}

#[derive(Template)]
#[template(path = "casework/visa.html")]
struct VisaPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    name: String,
    path: Option<String>,
    number: String,
    title: String,
    label: String,
    facts: Summary,
    answers: Summary,
    advice: String,
    here: String,
    seal: String,
    mine: bool,
}

/// The case and submission of the address, when the reader may read them: an approval of it is asked of
/// them, or they may open the case.
fn asked(exchange: &Exchange<'_, '_>) -> Result<(Known, Submission, bool), Problem> {
    let (here, id) = (here(exchange), exchange.id::<EntityId>("id")?);
    let known = exchange.read(|tx| load(tx, here, id))?;
    let submission = known.case.submission(exchange.param("envoi"));
    let submission = submission.cloned().ok_or(Problem::NotFound)?;
    let hands = hands(exchange)?;
    let who = exchange.actor()?.account;
    let mine = own(&known.edition, &hands, who, &submission).is_some();
    if mine || known.case.may_be_opened_by(&known.edition, who, &hands) {
        Ok((known, submission, mine))
    } else {
        Err(Problem::NotFound)
    }
}

/// What was submitted.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (known, submission, mine) = asked(exchange)?;
    page(exchange, (&known, &submission, mine), None)
}

fn page(
    exchange: &mut Exchange<'_, '_>,
    (known, submission, mine): (&Known, &Submission, bool),
    refused: Option<&Refusals>,
) -> Answer {
    let (here, centre, now) = (here(exchange), centre(exchange), now(exchange));
    let named = hands(exchange)?.work();
    let mut frame = exchange.frame("casework-visa-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let record = known.case.subject.record().filter(|_| named);
    let (names, staff, code) = exchange.read(|tx| {
        let names = Names::of(tx, here, f, record)?;
        let staff = Staff::of(tx, centre, [submission.source.actor])?;
        Ok::<_, Problem>((names, staff, centre_code(tx, centre)?))
    })?;
    let procedure = &known.edition.procedure;
    let known_step = procedure.step(&submission.step);
    let sent = akwaba_domain::casework::time::civil(submission.sent_micros);
    let mut facts = Summary::new(f)
        .row("casework-visa-by", staff.name(submission.source.actor))
        .row("casework-visa-when", moment(f, sent));
    if let Some(decision) = &submission.decision {
        facts = facts.row("casework-visa-decision", decision);
    }
    let standing = step::standing(&known.case, &known.edition, now);
    let open = standing.step(&submission.step);
    if let Some(at) = open.and_then(|state| state.open.as_ref()?.due) {
        facts = facts.row("casework-visa-due", due(f, at));
    }
    let page = VisaPage {
        f,
        form: &form,
        name: if named {
            names.name(f, record)
        } else {
            f.t("casework-visa-unnamed")
        },
        path: subject_path(exchange, &known.case).filter(|_| named),
        number: numbered(known.case.number, &code),
        title: procedure.title.clone(),
        label: known_step.map_or_else(String::new, |step| step.label.clone()),
        facts,
        answers: summary(f, &known.edition, known_step, &submission.answers, now),
        advice: known_step.map_or_else(String::new, |step| step.advice.clone()),
        here: format!("/visas/{}/{}", known.case.id, submission.name),
        seal: submission.seal.to_string(),
        mine,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// Approves, or sends back.
pub(super) fn rule(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (known, submission, mine) = asked(exchange)?;
    let centre = centre(exchange);
    let target = Target::asked(centre, submission.source.actor).inside(exchange.room);
    let allowed = policy::allow::<act::StepApprove, _>(exchange.actor()?, &target, ())?;
    let (here, id, hands) = (here(exchange), known.case.id, hands(exchange)?);
    let at = exchange.call.now;
    let form = RulingForm {
        seal: exchange.form.get("seal").to_owned(),
        granted: exchange.form.get("ruling") == "granted",
        reason: exchange.form.get("reason").to_owned(),
    };
    let ruled = exchange.write(|tx, writing| {
        let fresh = load(tx, here, id)?;
        let about = (&fresh.case, &fresh.state);
        let drafts = decide(
            &ctx(at, writing),
            &allowed,
            &hands,
            about,
            &fresh.edition,
            &submission.name,
            &form,
        )?;
        append(tx, writing, drafts)?;
        let book = own_book(tx, here, allowed.centre())?;
        number_lines(tx, writing, &allowed, book, id)?;
        Ok(())
    });
    match ruled {
        Ok(()) if form.granted => exchange.done("/visas", Flash::good("casework-said-approved")),
        Ok(()) => exchange.done("/visas", Flash::good("casework-said-returned")),
        Err(Problem::Refused(refusals)) => {
            page(exchange, (&known, &submission, mine), Some(&refusals))
        }
        Err(problem) => Err(problem),
    }
}
