//! The minutes on paper, how each of the two signed them, and the neutral letter.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::mediation::{self, SignForm};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::consent::ConsentForm;
use akwaba_journal::id::EntityId;
use akwaba_store::append;
use askama::Template;

use super::shared::{Known, allow, asked, centre, here, load, names, path, side};
use super::show::clause_said;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::here::may;
use crate::pages::reception::{Staff, centre_code, ctx, numbered};
use crate::pages::registry::common::note;
use crate::parts::{Choice, Fields, Paper, Signature};
use crate::problem::Problem;
use crate::show as said;

#[derive(Template)]
#[template(path = "mediation/record.html")]
struct RecordPage<'a> {
    f: &'a Frame,
    paper: Paper,
    first: String,
    second: String,
    about: String,
    clauses: Vec<String>,
    apart: String,
    agreed: bool,
    signature: Signature,
    back: String,
}

/// The minutes, to be read aloud and signed. None while the two may not be brought together.
pub(super) fn record(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (known, mediation) = asked(exchange)?;
    let agreement = mediation.agreement.as_ref();
    let agreement = agreement.filter(|_| mediation.may_meet());
    let agreement = agreement.ok_or(Problem::NotFound)?;
    let allowed = may::<act::CaseSee, EntityId>(exchange, known.case.id)?;
    note(exchange, &allowed, Event::Printed, "mediation.record")?;
    let title = match agreement.agreed {
        true => "mediation-record-title",
        false => "mediation-record-none-title",
    };
    let frame = exchange.frame(title);
    let f = &frame;
    let centre = centre(exchange);
    let follows = known.case.assigned;
    let (number, worker) = exchange.read(|tx| {
        let staff = Staff::of(tx, centre, follows)?;
        let worker = follows.map_or_else(String::new, |who| staff.name(who).to_owned());
        Ok::<_, Problem>((
            numbered(known.case.number, &centre_code(tx, centre)?),
            worker,
        ))
    })?;
    let dotted = |name: String| match name.is_empty() {
        true => "……………………………………………………".to_owned(),
        false => name,
    };
    let [first, second] = names(exchange, f, &mediation)?.map(dotted);
    let clauses = agreement
        .clauses
        .iter()
        .map(|clause| clause_said(f, clause));
    let at = jiff::Timestamp::from_microsecond(agreement.at_micros);
    let day = at.map_or(exchange.call.now, |at| at);
    let page = RecordPage {
        paper: Paper::new(f)
            .number(number)
            .date(said::day_in_full(f.lang, akwaba_domain::ctx::day_of(day))),
        signature: Signature::new(f)
            .person(first.clone())
            .person(second.clone())
            .officer(f.t1("mediation-record-worker", "who", worker))
            .officer(f.t("mediation-record-witness")),
        about: agreement.about.as_str().to_owned(),
        clauses: clauses.collect(),
        apart: agreement.apart.as_str().to_owned(),
        agreed: agreement.agreed,
        first,
        second,
        back: path(known.case.id),
        f,
    };
    exchange.page(&page)
}

#[derive(Template)]
#[template(path = "mediation/letter.html")]
struct LetterPage<'a> {
    f: &'a Frame,
    paper: Paper,
    who: String,
    signature: Signature,
    back: String,
}

/// The letter that ends it: the same words for both, whatever the reason, which does not stand there.
pub(super) fn letter(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (known, mediation) = asked(exchange)?;
    let side = side(exchange)?;
    let allowed = may::<act::CaseSee, EntityId>(exchange, known.case.id)?;
    note(exchange, &allowed, Event::Printed, "mediation.letter")?;
    let frame = exchange.frame("mediation-letter-title");
    let f = &frame;
    let [first, second] = names(exchange, f, &mediation)?;
    let who = match side {
        mediation::Side::First => first,
        mediation::Side::Second => second,
    };
    let today = akwaba_domain::ctx::day_of(exchange.call.now);
    let page = LetterPage {
        paper: Paper::new(f).date(said::day_in_full(f.lang, today)),
        who,
        signature: Signature::new(f).officer(f.t("mediation-letter-sign")),
        back: path(known.case.id),
        f,
    };
    exchange.page(&page)
}

#[derive(Template)]
#[template(path = "mediation/sign.html")]
struct SignPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    who: String,
    forms: Vec<Choice>,
    here: String,
    back: String,
}

/// The form of a signature.
pub(super) fn sign_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    sign_page(exchange, None)
}

/// Writes how one of the two signed.
pub(super) fn sign(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::StepDo>(exchange)?;
    let (known, mediation) = asked(exchange)?;
    let side = side(exchange)?;
    if !mediation.may_meet() {
        return Err(Problem::NotFound);
    }
    let (scope, id, now): (_, _, _) = (here(exchange), known.case.id, exchange.call.now);
    let get = |name: &str| exchange.form.get(name).to_owned();
    let form = SignForm {
        form: get("form"),
        witness: get("witness"),
        freely: get("freely") == "1",
    };
    let written = exchange.write(|tx, writing| {
        let fresh: Known = load(tx, scope, id)?;
        let about = (&fresh.case, &fresh.state);
        let drafts = mediation::sign(&ctx(now, writing), &allowed, about, side, &form)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(&path(id), Flash::good("mediation-said-signed")),
        Err(Problem::Refused(refusals)) => sign_page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn sign_page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let (known, mediation) = asked(exchange)?;
    let side = side(exchange)?;
    let agreed = mediation.agreement.as_ref().is_some_and(|one| one.agreed);
    if !(agreed && mediation.may_meet()) {
        return Err(Problem::NotFound);
    }
    let mut frame = exchange.frame("mediation-sign-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let [first, second] = names(exchange, f, &mediation)?;
    let who = match side {
        mediation::Side::First => first,
        mediation::Side::Second => second,
    };
    let back = path(known.case.id);
    let codes: Vec<&str> = ConsentForm::ALL.iter().map(|form| form.code()).collect();
    let page = SignPage {
        who: match who.is_empty() {
            true => f.word("mediation-side-", side.code()),
            false => who,
        },
        forms: form.family("mediation-form-", &codes),
        here: format!("{back}/{}/signature", side.code()),
        back,
        form: &form,
        f,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
