//! Referring somebody: by what right, what is told, and what is asked. A consent given now is
//! recorded in the file of the person, or of each adult of the household, in the same act.

use akwaba_domain::casework::Subject;
use akwaba_domain::directory::Known as Service;
#[cfg(not(target_arch = "wasm32"))]
use akwaba_domain::policy::Room;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::referral::{self, Ground, Info, SendForm, Sending, Whom, adult, consented, far};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::consent::{self, ConsentForm, GiveForm, Purpose};
use akwaba_domain::registry::household::HouseholdView;
use akwaba_domain::registry::language::Language;
use akwaba_domain::registry::{Day, PersonView};
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_store::projections::registry::household as homes;
use akwaba_store::{Tx, append, entity};
use askama::Template;

use super::shared::{opposed, path, person, warnings};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::casework::shared::{Known, allow, case_path, centre, here, load, opened};
use crate::pages::directory::shared as service;
use crate::pages::reception::ctx;
use crate::parts::{Choice, Fields, Notice};
use crate::problem::Problem;

/// Version of the text that is read to ask for consent.
const TEXT_VERSION: &str = "2026-1";

#[derive(Template)]
#[template(path = "referral/new.html")]
struct NewPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    name: String,
    members: Vec<Choice>,
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
    household: Option<EntityId>,
    /// The person, or who lives in the household, its head first.
    people: Vec<PersonView>,
    service: Service,
}

impl Between {
    fn whom(&self) -> Option<Whom<'_>> {
        match self.household {
            Some(household) => Some(Whom::Household(household, &self.people)),
            None => self.people.first().map(Whom::Person),
        }
    }
}

fn between(exchange: &Exchange<'_, '_>) -> Result<Between, Problem> {
    let case = opened(exchange)?;
    let (here, centre) = (here(exchange), centre(exchange));
    let id = exchange.form.get("service").parse();
    let id: EntityId = id.map_err(|_| Problem::NotFound)?;
    let today = Day::new(akwaba_domain::ctx::day_of(exchange.call.now));
    let subject = case.case.subject;
    let (household, people, service) = exchange.read(|tx| {
        let (household, people) = subject_of(tx, here, subject, today)?;
        let (service, _) = service::load(tx, centre, id)?;
        Ok::<_, Problem>((household, people, service))
    })?;
    Ok(Between {
        case,
        household,
        people,
        service,
    })
}

/// The person of a case, or its household and who lives there.
fn subject_of(
    tx: &mut dyn Tx,
    scope: ScopeId,
    subject: Subject,
    today: Day,
) -> Result<(Option<EntityId>, Vec<PersonView>), Problem> {
    let home = match subject {
        Subject::Person(id) => return Ok((None, vec![person(tx, scope, id)?.0])),
        Subject::Household(home) => home,
        // A member of a group is referred from a case of their own, with their own consent.
        Subject::Nobody | Subject::Group(_) => return Err(Problem::NotFound),
    };
    let view = HouseholdView::of(home, &entity::load(tx, scope, home)?);
    let ids = view.members.iter().map(|item| item.value.person);
    let people = homes::people(tx, scope, ids)?;
    let mut living = Vec::new();
    for member in view.at(today, &people).members {
        living.push(person(tx, scope, member.person)?.0);
    }
    Ok((Some(home), living))
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    #[cfg(not(target_arch = "wasm32"))]
    if exchange.room == Room::Protected {
        return super::confided::form(exchange);
    }
    let between = between(exchange)?;
    page(exchange, &between, None)
}

fn typed(exchange: &Exchange<'_, '_>) -> SendForm {
    let form = &exchange.form;
    let own = |name: &str| form.get(name).to_owned();
    SendForm {
        members: form.all("member").map(str::to_owned).collect(),
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
    #[cfg(not(target_arch = "wasm32"))]
    if exchange.room == Room::Protected {
        return super::confided::send(exchange);
    }
    let allowed = allow::<act::ReferralSend>(exchange)?;
    let between = between(exchange)?;
    let (here, centre, now) = (here(exchange), centre(exchange), exchange.call.now);
    let (case_id, service_id) = (between.case.case.id, between.service.id);
    let target = Target::of(centre).inside(exchange.room);
    let form = typed(exchange);
    let today = Day::new(akwaba_domain::ctx::day_of(now));
    let give = (exchange.form.get("basis") == "now")
        .then(|| given(exchange, between.service.service.label()));
    let asked: Vec<EntityId> = asked(&between, &form, today);
    let actor = exchange.actor()?.clone();
    let opposed = opposed(exchange)?;
    let sent = exchange.write(|tx, writing| {
        let case = load(tx, here, case_id)?;
        let (service, _) = service::load(tx, centre, service_id)?;
        for id in asked.iter().copied().filter(|_| give.is_some()) {
            let Some(give) = &give else { break };
            let consenting = policy::allow::<act::ConsentRecord, _>(&actor, &target, id)?;
            let (_, state) = person(tx, here, id)?;
            let drafts = consent::give(&consenting, &state, give, today)?;
            append(tx, writing, drafts)?;
        }
        let (household, people) = subject_of(tx, here, case.case.subject, today)?;
        let fresh = Between {
            case,
            household,
            people,
            service,
        };
        let mut ctx = ctx(now, writing);
        let id = ctx.fresh();
        let sending = Sending {
            case: (&fresh.case.case, &fresh.case.edition),
            whom: fresh.whom().ok_or(Problem::NotFound)?,
            service: &fresh.service,
            opposed: &opposed,
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

/// Those whose consent is given now: the person, or each adult ticked who had not given it.
fn asked(between: &Between, form: &SendForm, today: Day) -> Vec<EntityId> {
    let alone = between.household.is_none();
    let concerned = |one: &&PersonView| {
        let id = one.id.to_string();
        alone || (form.members.contains(&id) && adult(one, today))
    };
    let lacking =
        |one: &&PersonView| alone || consented(&one.consents, &between.service, today).is_none();
    let people = between.people.iter().filter(concerned).filter(lacking);
    people.map(|one| one.id).collect()
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
    let known = &between.service;
    let agreed = |one: &PersonView| consented(&one.consents, known, today).is_some();
    let adults = between.people.iter();
    let mut adults = adults.filter(|one| between.household.is_none() || adult(one, today));
    let held = adults.clone().all(agreed);
    let bases: &[&str] = match (held, adults.any(agreed)) {
        (true, _) => &["consent", "exception"],
        (false, true) => &["consent", "now", "exception"],
        (false, false) => &["now", "exception"],
    };
    let first = between.people.first().ok_or(Problem::NotFound)?;
    let codes = |all: &[Info]| all.iter().map(|info| info.code()).collect::<Vec<_>>();
    let grounds: Vec<&str> = Ground::ALL.iter().map(|ground| ground.code()).collect();
    let forms: Vec<&str> = ConsentForm::ALL.iter().map(|form| form.code()).collect();
    let languages: Vec<&str> = Language::ALL.iter().map(|known| known.code()).collect();
    let is_far = far(first, known);
    let people: Vec<&PersonView> = between.people.iter().collect();
    let case = case_path(between.case.case.id);
    let page = NewPage {
        f,
        name: f.name(first.line().short().as_str()),
        members: members(f, between, today, refused.is_none()),
        service: known.service.label(),
        service_id: known.id.to_string(),
        place: service::place(f, &known.service, false),
        papers: known.service.papers.replace('\n', ", "),
        notices: warnings(f, (&people, &opposed), known, (today, is_far)),
        bases: form.family("referral-basis-", bases),
        grounds: form.family("referral-ground-", &grounds),
        forms: form.family("person-consent-form-", &forms),
        languages: form.family("person-language-", &languages),
        infos: form.family("referral-info-", &codes(&Info::OPEN)),
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

/// Who lives in the household, each with what they consented to; nobody for a person alone. All are ticked at first.
fn members(f: &Frame, between: &Between, today: Day, first: bool) -> Vec<Choice> {
    if between.household.is_none() {
        return Vec::new();
    }
    let choice = |one: &PersonView| {
        let key = if !adult(one, today) {
            "referral-member-child"
        } else if consented(&one.consents, &between.service, today).is_some() {
            "referral-member-agreed"
        } else {
            "referral-member-asked"
        };
        let choice = Choice::new(one.id.to_string(), f.name(one.line().short().as_str()));
        Choice {
            chosen: first,
            ..choice.hint(f.t(key))
        }
    };
    between.people.iter().map(choice).collect()
}
