//! The consents of a sealed case, service by service and item by item, and what is kept from whom.

use akwaba_domain::casework::consent::{
    self, Answered, Consent, From, GiveForm, Giver, KeepForm, Kept, Mark, consents, gate, kept,
};
use akwaba_domain::casework::incident::incidents;
use akwaba_domain::casework::time;
use akwaba_domain::directory::Known as Service;
use akwaba_domain::policy::act;
use akwaba_domain::referral::Info;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::registry::Day;
use akwaba_store::projections::directory::services;
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::pages::casework::agenda_rows::step_path;
use crate::pages::casework::shared::{case_path, moment, now};
use crate::pages::casework::together::{Head, Together, read_page, record, said};
use crate::pages::here::centre;
use crate::pages::registry::edit_read;
use crate::parts::{Choice, Fields, Tag, Tone};
use crate::problem::Problem;
use crate::show as written;

/// What names, in the address, the line of the form that is written out below.
const TAKEN: &str = "ligne";
/// The first questions of a line name the service and the organisation.
const NAMED: usize = 2;

#[derive(Template)]
#[template(path = "protected/consents.html")]
struct ConsentsPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    /// The step that asks for consents: where it is, and its words.
    step: Option<(String, String)>,
    /// What was answered there, line by line.
    answered: Vec<FormLine>,
    /// The line that was taken from it.
    taken: Option<String>,
    given: Vec<Line>,
    silences: Vec<Line>,
    services: Vec<Choice>,
    infos: Vec<Choice>,
    marks: Vec<Choice>,
    givers: Vec<Choice>,
    incidents: Vec<Choice>,
    froms: Vec<Choice>,
    here: String,
    back: String,
}

/// A consent or a silence in a list; `name` where it can be ended.
struct Line {
    label: String,
    meta: String,
    tag: Tag,
    name: Option<String>,
}

/// A line of the form, and where it is written out to be noted; nowhere without a yes.
struct FormLine {
    label: String,
    meta: String,
    take: Option<String>,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    read_page(exchange, "protected.consents", page)
}

fn chosen(exchange: &Exchange<'_, '_>, field: &str) -> Result<Option<Service>, Problem> {
    let id = exchange.form.get(field).to_owned();
    let found = exchange.read(|tx| Ok::<_, Problem>(services(tx, centre(exchange))?))?;
    Ok(found.into_iter().find(|known| known.id.to_string() == id))
}

fn codes(exchange: &Exchange<'_, '_>, field: &str) -> Vec<String> {
    exchange.form.all(field).map(str::to_owned).collect()
}

/// Notes a consent.
pub(super) fn give(exchange: &mut Exchange<'_, '_>) -> Answer {
    let service = chosen(exchange, "service")?;
    let own = |name: &str| exchange.form.get(name).to_owned();
    let form = GiveForm {
        told: codes(exchange, "told"),
        not_told: own("not-told"),
        mark: own("mark"),
        witness: own("witness"),
        giver: own("giver"),
        incident: own("incident"),
        on: edit_read::date(&exchange.form, "on"),
        until: edit_read::date(&exchange.form, "until"),
    };
    let refused = record::<act::CaseFollow>(exchange, |ctx, allowed, fresh| {
        let Some(service) = &service else {
            return Err(Refusal::at("service", "choice-missing").into());
        };
        let own = &fresh.own;
        let about = (&own.case, &own.state);
        consent::give(ctx, allowed, about, &own.edition, service, &form)
    })?;
    said(exchange, refused, ("accords", "agreement-said-given"), page)
}

/// Withdraws one.
pub(super) fn withdraw(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (name, words) = ended(exchange);
    let refused = record::<act::CaseFollow>(exchange, |ctx, allowed, fresh| {
        let about = (&fresh.own.case, &fresh.own.state);
        consent::withdraw(ctx, allowed, about, (&name, &words))
    })?;
    said(
        exchange,
        refused,
        ("accords", "agreement-said-withdrawn"),
        page,
    )
}

/// Notes that something is kept from somebody.
pub(super) fn keep(exchange: &mut Exchange<'_, '_>) -> Answer {
    let service = chosen(exchange, "kept-service")?;
    let form = KeepForm {
        from: exchange.form.get("from").to_owned(),
        what: codes(exchange, "what"),
        words: exchange.form.get("kept-words").to_owned(),
    };
    let refused = record::<act::CaseFollow>(exchange, |ctx, allowed, fresh| {
        let own = &fresh.own;
        let about = (&own.case, &own.state);
        consent::keep(ctx, allowed, about, &own.edition, service.as_ref(), &form)
    })?;
    said(exchange, refused, ("accords", "agreement-said-kept"), page)
}

/// Lifts that.
pub(super) fn lift(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (name, words) = ended(exchange);
    let refused = record::<act::CaseFollow>(exchange, |ctx, allowed, fresh| {
        let about = (&fresh.own.case, &fresh.own.state);
        consent::lift(ctx, allowed, about, (&name, &words))
    })?;
    said(
        exchange,
        refused,
        ("accords", "agreement-said-lifted"),
        page,
    )
}

fn ended(exchange: &Exchange<'_, '_>) -> (String, String) {
    let own = |name: &str| exchange.form.get(name).to_owned();
    (own("name"), own("words"))
}

fn page(exchange: &mut Exchange<'_, '_>, known: &Together, refused: Option<&Refusals>) -> Answer {
    let own = &known.own;
    let today = Day::new(akwaba_domain::ctx::day_of(exchange.call.now));
    let mut frame = exchange.frame("agreement-title");
    let here = format!("{}/accords", case_path(own.case.id));
    let lines = consent::answered(&own.case, &own.edition, now(exchange));
    let taken = exchange.form.given(TAKEN).and_then(|at| at.parse().ok());
    let taken = lines
        .iter()
        .find(|line| line.agreed && taken == Some(line.place));
    let form = match (refused, taken) {
        (Some(refusals), _) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        (None, Some(line)) => Fields::new(&frame, written_out(&exchange.form, line)),
        (None, None) => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let all = exchange.read(|tx| Ok::<_, Problem>(services(tx, centre(exchange))?))?;
    let (agreed, silences) = (consents(&own.state), kept(&own.case, &own.state));
    let offered = all
        .iter()
        .filter(|one| !one.service.own && !one.is_closed(today));
    let services: Vec<Choice> = offered
        .map(|one| Choice::new(one.id.to_string(), one.service.label()))
        .collect();
    let given = agreed.iter().rev().map(|one| {
        let service = all.iter().find(|known| known.id == one.service);
        let gate = service.and_then(|known| gate(&agreed, &silences, known, today));
        let holds = gate.is_some_and(|gate| gate.consent.name == one.name);
        let last = agreed
            .iter()
            .rev()
            .find(|other| other.service == one.service);
        let replaced = last.is_some_and(|last| last.name != one.name);
        given(f, one, (holds, replaced))
    });
    let given: Vec<Line> = given.collect();
    let incidents = incidents(&own.case, &own.state);
    let whole = Choice::new("", f.t("agreement-incident-all"));
    let incidents = incidents.iter().rev().map(|one| {
        let code = one.code.as_str();
        Choice::new(code, code)
    });
    let own_codes = |all: &[Info]| all.iter().map(|info| info.code()).collect::<Vec<_>>();
    let back = case_path(own.case.id);
    let page = ConsentsPage {
        f,
        head: Head::of(exchange, f, own)?,
        step: consent::step_of(&own.edition)
            .map(|step| (step_path(own.case.id, &step.code), step.label.clone())),
        answered: lines.iter().map(|line| shown(&here, line)).collect(),
        taken: taken.map(named),
        given,
        silences: silences.iter().map(|one| silent(f, one, &all)).collect(),
        services,
        infos: form.family("referral-info-", &own_codes(Info::ALL)),
        marks: form.family(
            "agreement-mark-",
            &Mark::ALL.iter().map(|one| one.code()).collect::<Vec<_>>(),
        ),
        givers: form.family(
            "agreement-giver-",
            &Giver::ALL.iter().map(|one| one.code()).collect::<Vec<_>>(),
        ),
        incidents: core::iter::once(whole).chain(incidents).collect(),
        froms: form.family(
            "agreement-from-",
            &From::ALL.iter().map(|one| one.code()).collect::<Vec<_>>(),
        ),
        form: &form,
        here,
        back,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// A line in the words of the form: for which service and organisation, and the rest.
fn shown(here: &str, line: &Answered) -> FormLine {
    let rest = line.said.iter().skip(NAMED);
    let rest = rest.map(|(asked, said)| format!("{asked} {said}"));
    FormLine {
        label: named(line),
        meta: rest.collect::<Vec<_>>().join(" · "),
        take: line
            .agreed
            .then(|| format!("{here}?{TAKEN}={}#donner", line.place)),
    }
}

fn named(line: &Answered) -> String {
    let named = line.said.iter().take(NAMED);
    named
        .map(|(_, said)| said.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

/// The form with a line written out in it. Which service of the directory it is stays to be chosen, and how the consent was
/// given to be said.
fn written_out(sent: &Form, line: &Answered) -> Form {
    let mut form = sent.clone().with("not-told", line.not_told.as_str());
    for info in &line.told {
        form = form.with("told", info.code());
    }
    match line.giver {
        Some(giver) => form.with("giver", giver.code()),
        None => form,
    }
}

/// What items are, in words.
pub(in crate::pages) fn items(f: &Frame, infos: &[Info], nothing: &str) -> String {
    let said = infos
        .iter()
        .map(|info| f.word("referral-info-", info.code()));
    let said: Vec<String> = said.collect();
    match said.is_empty() {
        true => f.t(nothing),
        false => said.join(", "),
    }
}

fn given(f: &Frame, one: &Consent, (holds, replaced): (bool, bool)) -> Line {
    let mut meta = vec![f.t1(
        "agreement-told",
        "what",
        items(f, &one.told, "agreement-told-nothing"),
    )];
    let not_told = one.not_told.as_ref();
    meta.extend(not_told.map(|what| f.t1("agreement-not-told-shown", "what", what.as_str())));
    meta.push(f.word("agreement-giver-", one.giver.code()));
    meta.push(f.word("agreement-mark-", one.mark.code()));
    let witness = one.witness.as_ref();
    meta.extend(witness.map(|who| f.t1("agreement-witness-shown", "who", who.as_str())));
    meta.push(f.t1("agreement-given", "when", written::civil(one.on.date())));
    let until = one.until.map(|day| written::civil(day.date()));
    meta.extend(until.map(|day| f.t1("agreement-until-shown", "when", day)));
    let incident = one.incident.as_ref();
    meta.extend(incident.map(|code| f.t1("agreement-for-incident", "code", code.as_str())));
    let tag = match &one.withdrawn {
        Some((at, _)) => {
            let when = moment(f, time::civil(*at));
            Tag::new(Tone::Calm, f.t1("agreement-withdrawn", "when", when))
        }
        None if holds => Tag::new(Tone::Good, f.t("agreement-stands")),
        None if replaced => Tag::new(Tone::Calm, f.t("agreement-replaced")),
        None => Tag::new(Tone::Calm, f.t("agreement-ended")),
    };
    Line {
        label: one.label.as_str().to_owned(),
        meta: meta.join(" · "),
        tag,
        name: (one.withdrawn.is_none() && !replaced).then(|| one.name.clone()),
    }
}

/// Whom a silence is about.
pub(in crate::pages) fn whom(f: &Frame, one: &Kept, all: &[Service]) -> String {
    let service = one.service.as_ref().and_then(|(id, _)| {
        let known = all.iter().find(|known| known.id == *id)?;
        Some(known.service.label())
    });
    let who = service.unwrap_or_else(|| f.word("agreement-from-", one.from.code()));
    match &one.words {
        Some(words) => format!("{who} ({})", words.as_str()),
        None => who,
    }
}

fn silent(f: &Frame, one: &Kept, all: &[Service]) -> Line {
    let mut meta = vec![moment(f, time::civil(one.at_micros))];
    if one.is_answered() {
        meta.push(f.t("agreement-kept-form"));
    }
    Line {
        label: whom(f, one, all),
        meta: meta.join(" · "),
        tag: Tag::new(Tone::Attention, items(f, &one.what, "agreement-kept-all")),
        name: Some(one.name.clone()),
    }
}
