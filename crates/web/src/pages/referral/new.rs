//! Referring somebody: by what right, what is told, and what is asked. A consent given now is
//! recorded in the person's file in the same act.

use akwaba_domain::directory::Known as Service;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::referral::{self, Ground, Info, SendForm, Sending, consented, far};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::consent::{self, ConsentForm, GiveForm, Purpose};
use akwaba_domain::registry::language::Language;
use akwaba_domain::registry::{Day, PersonView};
use akwaba_journal::id::EntityId;
use akwaba_store::append;
use askama::Template;

use super::shared::{path, person};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::casework::shared::{Known, allow, case_path, centre, here, load, opened};
use crate::pages::directory::shared as service;
use crate::pages::reception::ctx;
use crate::parts::{Choice, Fields, Notice, Tone};
use crate::problem::Problem;

/// Version of the text that is read to ask for consent.
const TEXT_VERSION: &str = "2026-1";

#[derive(Template)]
#[template(path = "referral/new.html")]
struct NewPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    name: String,
    service: String,
    service_id: String,
    place: String,
    papers: String,
    notices: Vec<Notice>,
    bases: Vec<Choice>,
    grounds: Vec<Choice>,
    forms: Vec<Choice>,
    languages: Vec<Choice>,
    infos: Vec<Choice>,
    far: bool,
    here: String,
    back: String,
}

/// Who is referred, out of which case, to which service.
struct Between {
    case: Known,
    person: PersonView,
    service: Service,
}

fn between(exchange: &Exchange<'_, '_>) -> Result<Between, Problem> {
    let case = opened(exchange)?;
    let (here, centre) = (here(exchange), centre(exchange));
    let record = case.case.subject.record().ok_or(Problem::NotFound)?;
    let id: EntityId = exchange
        .form
        .get("service")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let (person, service) = exchange.read(|tx| {
        let (person, _) = person(tx, here, record)?;
        let (service, _) = service::load(tx, centre, id)?;
        Ok::<_, Problem>((person, service))
    })?;
    Ok(Between {
        case,
        person,
        service,
    })
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let between = between(exchange)?;
    page(exchange, &between, None)
}

fn typed(exchange: &Exchange<'_, '_>) -> SendForm {
    let form = &exchange.form;
    let own = |name: &str| form.get(name).to_owned();
    SendForm {
        // A consent given now is a consent once it is recorded.
        basis: match form.get("basis") {
            "now" => "consent".to_owned(),
            other => other.to_owned(),
        },
        ground: own("ground"),
        ground_words: own("ground-words"),
        share: form.all("share").map(str::to_owned).collect(),
        health: own("health"),
        household: own("household"),
        reason: own("reason"),
        wanted: own("wanted"),
        accompanied: form.get("accompanied") == "1",
        far: form.get("far") == "1",
    }
}

fn given(exchange: &Exchange<'_, '_>, about: String) -> GiveForm {
    let own = |name: &str| exchange.form.get(name).to_owned();
    GiveForm {
        purpose: Purpose::Referral.code().to_owned(),
        about,
        text_version: TEXT_VERSION.to_owned(),
        language: own("consent-language"),
        form: own("consent-form"),
        by: own("consent-by"),
        witness: own("consent-witness"),
        on: String::new(),
    }
}

/// Sends the referral.
pub(super) fn send(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ReferralSend>(exchange)?;
    let between = between(exchange)?;
    let (here, centre, now) = (here(exchange), centre(exchange), exchange.call.now);
    let (case_id, person_id) = (between.case.case.id, between.person.id);
    let service_id = between.service.id;
    let target = Target::of(centre);
    let consenting = policy::allow::<act::ConsentRecord, _>(exchange.actor()?, &target, person_id)?;
    let form = typed(exchange);
    let give = (exchange.form.get("basis") == "now")
        .then(|| given(exchange, between.service.service.label()));
    let sent = exchange.write(|tx, writing| {
        let case = load(tx, here, case_id)?;
        let (service, _) = service::load(tx, centre, service_id)?;
        let today = Day::new(ctx(now, writing).today());
        if let Some(give) = &give {
            let (_, state) = person(tx, here, person_id)?;
            let drafts = consent::give(&consenting, &state, give, today)?;
            append(tx, writing, drafts)?;
        }
        let (person, _) = person(tx, here, person_id)?;
        let mut ctx = ctx(now, writing);
        let id = ctx.fresh();
        let sending = Sending {
            case: (&case.case, &case.edition),
            person: &person,
            service: &service,
        };
        let drafts = referral::send(&ctx, &allowed, id, &sending, &form)?;
        append(tx, writing, drafts)?;
        Ok(id)
    });
    match sent {
        Ok(id) => exchange.done(&path(id), Flash::good("referral-said-sent")),
        Err(Problem::Refused(refusals)) => page(exchange, &between, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn page(exchange: &mut Exchange<'_, '_>, between: &Between, refused: Option<&Refusals>) -> Answer {
    let today = Day::new(akwaba_domain::ctx::day_of(exchange.call.now));
    let mut frame = exchange.frame("referral-new-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let (person, known) = (&between.person, &between.service);
    let held = consented(&person.consents, known, today).is_some();
    let bases: &[&str] = if held {
        &["consent", "exception"]
    } else {
        &["now", "exception"]
    };
    let codes = |all: &[Info]| all.iter().map(|info| info.code()).collect::<Vec<_>>();
    let grounds: Vec<&str> = Ground::ALL.iter().map(|ground| ground.code()).collect();
    let forms: Vec<&str> = ConsentForm::ALL.iter().map(|form| form.code()).collect();
    let languages: Vec<&str> = Language::ALL.iter().map(|known| known.code()).collect();
    let is_far = far(person, known);
    let case = case_path(between.case.case.id);
    let page = NewPage {
        f,
        name: f.name(person.line().short().as_str()),
        service: known.service.label(),
        service_id: known.id.to_string(),
        place: service::place(f, &known.service, false),
        papers: known.service.papers.replace('\n', ", "),
        notices: notices(f, between, today, is_far),
        bases: form.family("referral-basis-", bases),
        grounds: form.family("referral-ground-", &grounds),
        forms: form.family("person-consent-form-", &forms),
        languages: form.family("person-language-", &languages),
        infos: form.family("referral-info-", &codes(Info::ALL)),
        far: is_far,
        form: &form,
        here: format!("{case}/references/nouvelle"),
        back: format!("{case}/references"),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// What to know before writing anything.
fn notices(f: &Frame, between: &Between, today: Day, is_far: bool) -> Vec<Notice> {
    let known = &between.service;
    let found = [
        (between.person.death.shown().is_some(), "referral-dead"),
        (known.service.own, "referral-own"),
        (known.is_closed(today), "referral-closed"),
        (known.is_stale(today), "referral-stale"),
        (known.service.secret, "referral-secret"),
        (is_far, "referral-far"),
    ];
    let holding = found.into_iter().filter(|(holds, _)| *holds);
    holding
        .map(|(_, key)| Notice::new(Tone::Attention, f.t(key), ""))
        .collect()
}
