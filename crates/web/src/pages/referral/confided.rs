//! Referring out of a sealed file: by the consent that the file holds for that service, under a code, with no
//! more than it lets leave.

use akwaba_domain::casework::Subject;
use akwaba_domain::casework::consent::{Consent, Kept, consents, gate, kept};
use akwaba_domain::directory::Known as Service;
use akwaba_domain::policy::act;
use akwaba_domain::referral::{ConfideForm, Confiding, Info, Sending, Whom, confide, far};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::{Day, PersonView};
use akwaba_journal::id::EntityId;
use akwaba_store::append;
use akwaba_store::projections::directory::services;
use askama::Template;
use std::collections::BTreeSet;

use super::over;
use super::shared::{opposed, path, person, warnings};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::casework::shared::{Known, case_path, load, opened};
use crate::pages::directory::shared as service;
use crate::pages::here::{allow, centre, here};
use crate::pages::protected::consents::{items, whom};
use crate::pages::reception::ctx;
use crate::parts::{Choice, Fields, Notice, Summary, Tone};
use crate::problem::Problem;
use crate::show as said;

#[derive(Template)]
#[template(path = "referral/confided.html")]
struct ConfidedPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    name: String,
    service: String,
    service_id: String,
    place: String,
    papers: String,
    notices: Vec<Notice>,
    /// By which consent; none where nothing may leave.
    consent: Option<Summary>,
    ask: String,
    infos: Vec<Choice>,
    health: bool,
    household: bool,
    story: bool,
    far: bool,
    /// The whole of it may be handed over.
    whole: bool,
    here: String,
    back: String,
}

/// Who is referred, out of which case, to which service.
struct Between {
    case: Known,
    /// That a service has taken the whole of it over, or is asked to.
    handed: bool,
    person: PersonView,
    service: Service,
    all: Vec<Service>,
}

fn between(exchange: &Exchange<'_, '_>) -> Result<Between, Problem> {
    let case = opened(exchange)?;
    let (here, centre) = (here(exchange), centre(exchange));
    let id: EntityId = exchange
        .form
        .get("service")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let Subject::Person(whose) = case.case.subject else {
        return Err(Problem::NotFound);
    };
    let (handed, person, service, all) = exchange.read(|tx| {
        let handed = over::of_case(tx, here, case.case.id)?.is_some();
        let (person, _) = person(tx, here, whose)?;
        let (service, _) = service::load(tx, centre, id)?;
        Ok((handed, person, service, services(tx, centre)?))
    })?;
    Ok(Between {
        case,
        handed,
        person,
        service,
        all,
    })
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let between = between(exchange)?;
    page(exchange, &between, None)
}

/// Sends the referral.
pub(super) fn send(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ReferralSend>(exchange)?;
    let between = between(exchange)?;
    let own = |name: &str| exchange.form.get(name).to_owned();
    let form = ConfideForm {
        share: exchange.form.all("share").map(str::to_owned).collect(),
        health: own("health"),
        household: own("household"),
        story: own("story"),
        wanted: own("wanted"),
        accompanied: exchange.form.get("accompanied") == "1",
        far: exchange.form.get("far") == "1",
        takes_over: exchange.form.get("takes-over") == "1",
        receiver: own("receiver"),
        known: own("known"),
    };
    let (scope, now, case_id) = (here(exchange), exchange.call.now, between.case.case.id);
    let opposed = opposed(exchange)?;
    let sent = exchange.write(|tx, writing| {
        let fresh = load(tx, scope, case_id)?;
        let (whose, _) = person(tx, scope, between.person.id)?;
        let mut ctx = ctx(now, writing);
        let id = ctx.fresh();
        let confiding = Confiding {
            sending: Sending {
                case: (&fresh.case, &fresh.edition),
                whom: Whom::Person(&whose),
                service: &between.service,
                opposed: &opposed,
            },
            state: &fresh.state,
            handed: over::of_case(tx, scope, case_id)?.is_some(),
        };
        let drafts = confide(&mut ctx, &allowed, id, &confiding, &form)?;
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
    let opposed = opposed(exchange)?;
    let mut frame = exchange.frame("referral-new-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let Known { case, state, .. } = &between.case;
    let (agreed, silences) = (consents(state), kept(case, state));
    let known = &between.service;
    let gate = gate(&agreed, &silences, known, today);
    let open: Vec<Info> = gate
        .as_ref()
        .map_or_else(Vec::new, |gate| gate.items.clone());
    let codes: Vec<&str> = open.iter().map(|info| info.code()).collect();
    let back = case_path(case.id);
    let is_far = far(&between.person, known);
    let page = ConfidedPage {
        f,
        name: f.name(between.person.line().short().as_str()),
        service: known.service.label(),
        service_id: known.id.to_string(),
        place: service::place(f, &known.service, false),
        papers: known.service.papers.replace('\n', ", "),
        notices: notices(f, between, &silences, &opposed, (today, is_far)),
        consent: gate.map(|gate| agreed_to(f, gate.consent, &gate.items)),
        ask: format!("{back}/accords?service={}", known.id),
        infos: form.family("referral-info-", &codes),
        health: open.contains(&Info::Health),
        household: open.contains(&Info::Household),
        story: open.contains(&Info::Story),
        far: is_far,
        whole: !between.handed,
        form: &form,
        here: format!("{back}/references/nouvelle"),
        back: format!("{back}/references"),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// The consent, in a few lines.
fn agreed_to(f: &Frame, consent: &Consent, open: &[Info]) -> Summary {
    let mut summary = Summary::new(f)
        .row(
            "referral-confide-consent",
            f.word("agreement-mark-", consent.mark.code()),
        )
        .row(
            "agreement-giver",
            f.word("agreement-giver-", consent.giver.code()),
        )
        .row("agreement-on", said::civil(consent.on.date()))
        .row(
            "agreement-told-label",
            items(f, open, "agreement-told-nothing"),
        );
    if let Some(until) = consent.until {
        summary = summary.row("agreement-until-label", said::civil(until.date()));
    }
    if let Some(words) = &consent.not_told {
        summary = summary.row("agreement-not-told", words.as_str());
    }
    summary
}

/// What to know before writing anything.
fn notices(
    f: &Frame,
    between: &Between,
    silences: &[Kept],
    opposed: &BTreeSet<EntityId>,
    when: (Day, bool),
) -> Vec<Notice> {
    let people = (&[&between.person][..], opposed);
    let mut notices = warnings(f, people, &between.service, when);
    let silent: Vec<String> = silences
        .iter()
        .map(|one| {
            let what = items(f, &one.what, "agreement-kept-all");
            format!("{} : {what}", whom(f, one, &between.all))
        })
        .collect();
    if !silent.is_empty() {
        let said = f.t1("referral-confide-kept", "who", silent.join(" ; "));
        notices.push(Notice::new(Tone::Danger, said, ""));
    }
    notices
}
