//! Naming who was there and agrees; beginning an interview, a visit or a referral for somebody after it.

use akwaba_domain::activity::{Activity, follow as followed, name as named, unname as unnamed};
use akwaba_domain::casework::Subject;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::registry::{Day, PersonView, household};
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_store::projections::registry::household::of_person;
use akwaba_store::{Tx, append};
use askama::Template;

use super::shared::{allow, centre, here, load, opened, path};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::casework::Names;
use crate::pages::casework::begin::{begin, first_step, in_use};
use crate::pages::registry::common::{named as name_of, person_state};
use crate::pages::registry::find::Found;
use crate::pages::registry::pick;
use crate::parts::{Choice, Fields};
use crate::problem::Problem;

/// What may be begun after an activity: an interview, a home visit, a referral.
const PROCEDURES: [&str; 3] = ["P02", "P05", "P07"];

#[derive(Template)]
#[template(path = "activity/search.html")]
struct SearchPage<'a> {
    f: &'a Frame,
    form: Fields,
    lead: String,
    found: Vec<Found>,
    asked: bool,
    here: String,
    back: String,
}

#[derive(Template)]
#[template(path = "activity/person.html")]
struct PersonPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    name: String,
    procedures: Vec<Choice>,
    here: String,
    back: String,
}

fn search(
    exchange: &mut Exchange<'_, '_>,
    activity: &Activity,
    (title, lead, end): (&'static str, &str, &str),
    but: &[EntityId],
) -> Answer {
    let frame = exchange.frame(title);
    let words = exchange.form.get("q").to_owned();
    let base = format!("{}/{end}", path(activity.id));
    let page = SearchPage {
        found: pick::people(exchange, &frame, &words, &format!("{base}/"), but)?,
        form: Fields::new(&frame, exchange.form.clone()),
        lead: frame.t(lead),
        asked: !words.is_empty(),
        here: base,
        back: path(activity.id),
        f: &frame,
    };
    exchange.page(&page)
}

/// Looking for who is to be named.
pub(super) fn name_search(exchange: &mut Exchange<'_, '_>) -> Answer {
    let activity = opened(exchange)?;
    if activity.plan.theme.is_delicate() {
        return Err(Problem::NotFound);
    }
    let there: Vec<EntityId> = activity.named.iter().map(|one| one.person).collect();
    let about = ("activity-name-title", "activity-name-text", "presents");
    search(exchange, &activity, about, &there)
}

/// Looking for whom something is to be begun.
pub(super) fn follow_search(exchange: &mut Exchange<'_, '_>) -> Answer {
    let activity = opened(exchange)?;
    let about = ("activity-follow-title", "activity-follow-text", "suite");
    search(exchange, &activity, about, &[])
}

fn person(tx: &mut dyn Tx, scope: ScopeId, id: EntityId) -> Result<PersonView, Problem> {
    Ok(PersonView::of(id, &person_state(tx, scope, id)?))
}

/// The question whether they agree.
pub(super) fn name_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (activity, who) = (opened(exchange)?, exchange.id("personne")?);
    person_page(exchange, &activity, who, "activity-name-title", None)
}

/// Names them.
pub(super) fn name(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ActivityRecord>(exchange)?;
    let (activity, who) = (opened(exchange)?, exchange.id::<EntityId>("personne")?);
    let scope = here(exchange);
    let agrees = exchange.form.get("agrees") == "1";
    let written = exchange.write(|tx, writing| {
        let (known, state) = load(tx, scope, activity.id)?;
        let view = person(tx, scope, who)?;
        append(
            tx,
            writing,
            named(&allowed, (&known, &state), &view, agrees)?,
        )?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(&path(activity.id), Flash::good("activity-said-named")),
        Err(Problem::Refused(refusals)) => {
            let title = "activity-name-title";
            person_page(exchange, &activity, who, title, Some(&refusals))
        }
        Err(problem) => Err(problem),
    }
}

/// Takes a name off.
pub(super) fn unname(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ActivityRecord>(exchange)?;
    let (activity, who) = (opened(exchange)?, exchange.id::<EntityId>("personne")?);
    let scope = here(exchange);
    exchange.write(|tx, writing| {
        let (known, state) = load(tx, scope, activity.id)?;
        append(tx, writing, unnamed(&allowed, (&known, &state), who))?;
        Ok(())
    })?;
    exchange.done(&path(activity.id), Flash::good("activity-said-unnamed"))
}

/// The question what is to be begun.
pub(super) fn follow_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (activity, who) = (opened(exchange)?, exchange.id("personne")?);
    person_page(exchange, &activity, who, "activity-follow-title", None)
}

/// Begins it, and writes with the activity that it was.
pub(super) fn follow(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ActivityRecord>(exchange)?;
    let opening = allow::<act::CaseOpen>(exchange)?;
    let (activity, who) = (opened(exchange)?, exchange.id::<EntityId>("personne")?);
    let (scope, centre, now) = (here(exchange), centre(exchange), exchange.call.now);
    let today = Day::new(akwaba_domain::ctx::day_of(now));
    let code = exchange.form.get("procedure").to_owned();
    let begun = exchange.write(|tx, writing| {
        person_state(tx, scope, who)?;
        let wrong = |key| Problem::from(Refusals::from(Refusal::at("procedure", key)));
        let offered = match PROCEDURES.contains(&code.as_str()) {
            true => in_use(tx, centre, &code)?,
            false => None,
        };
        let offered = offered.ok_or_else(|| wrong("choice-missing"))?;
        // A home visit is to a household.
        let mut subject = Subject::Person(who);
        if !subject.suits(offered.1.procedure.subject) {
            let homes = of_person(tx, scope, who)?;
            let home = homes.iter().find(|row| {
                let member = &row.membership;
                household::holds(member.from, member.until, today)
            });
            let home = home.ok_or_else(|| wrong("activity-no-household"))?;
            subject = Subject::Household(home.household);
        }
        let case = begin(tx, writing, now, &opening, scope, (&offered, subject))?;
        let (known, state) = load(tx, scope, activity.id)?;
        append(tx, writing, followed(&allowed, (&known, &state), case))?;
        Ok(case)
    });
    match begun {
        Ok(case) => {
            let path = first_step(exchange, case)?;
            exchange.done(&path, Flash::good("casework-said-opened"))
        }
        Err(Problem::Refused(refusals)) => {
            let title = "activity-follow-title";
            person_page(exchange, &activity, who, title, Some(&refusals))
        }
        Err(problem) => Err(problem),
    }
}

fn person_page(
    exchange: &mut Exchange<'_, '_>,
    activity: &Activity,
    who: EntityId,
    title: &'static str,
    refused: Option<&Refusals>,
) -> Answer {
    let (scope, centre) = (here(exchange), centre(exchange));
    let mut frame = exchange.frame(title);
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let follows = title == "activity-follow-title";
    let procedures = exchange.read(|tx| {
        person_state(tx, scope, who)?;
        let mut found = Vec::new();
        for code in PROCEDURES.into_iter().filter(|_| follows) {
            if let Some((named, known)) = in_use(tx, centre, code)? {
                let label = format!("{} {}", named.code, known.procedure.title);
                found.push(Choice::new(code, label));
            }
        }
        Ok::<_, Problem>(found)
    })?;
    let end = if follows { "suite" } else { "presents" };
    let page = PersonPage {
        name: name_of(exchange, &frame, scope, who),
        procedures,
        here: format!("{}/{end}/{who}", path(activity.id)),
        back: path(activity.id),
        form: &form,
        f: &frame,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// Names of people, for who may see them.
pub(super) fn names(
    tx: &mut dyn Tx,
    scope: ScopeId,
    f: &Frame,
    activity: &Activity,
) -> Result<Vec<(EntityId, String)>, Problem> {
    let people: Vec<EntityId> = activity.named.iter().map(|one| one.person).collect();
    let names = Names::of(tx, scope, f, people.iter().copied())?;
    let named = people.into_iter();
    Ok(named.map(|id| (id, names.name(f, Some(id)))).collect())
}
