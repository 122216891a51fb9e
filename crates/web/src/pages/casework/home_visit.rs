//! Home visits of a case: planning one, putting it off, saying what came of it.

use akwaba_domain::casework::at_home::due;
use akwaba_domain::casework::home_visit::{
    self, End, HomeVisit, PUT_OFF, PlanForm, TellForm, home_visits,
};
use akwaba_domain::casework::step::standing;
use akwaba_domain::casework::{Why, time};
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::act;
use akwaba_domain::reception::Minute;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::Day;
use akwaba_journal::id::{ActorId, EntityId};
use askama::Template;

use super::need::{choices, on};
use super::shared::{Known, case_path, centre, moment, now, opened, seeing};
use super::together::{Head, record};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::Staff;
use crate::pages::registry::{common, edit_read};
use crate::parts::{Choice, Fields, Tag, Tone};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/home_visits.html")]
struct ListPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    here: String,
    back: String,
    all: Vec<Line>,
    steps: Vec<Choice>,
    over: bool,
}

/// A visit in the list.
struct Line {
    path: String,
    label: String,
    meta: String,
    tag: Option<Tag>,
}

#[derive(Template)]
#[template(path = "casework/home_visit.html")]
struct VisitPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    here: String,
    back: String,
    facts: Vec<(String, String)>,
    /// What may be said of it; nothing once it was.
    ends: Vec<Choice>,
    asked: bool,
}

/// The address of the visits of a case.
pub(super) fn visits_path(case: EntityId) -> String {
    format!("{}/visites", case_path(case))
}

/// 7:45 as people write it.
pub(super) fn hour(at: Minute) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// What came of a visit, in a word with its shape; none while it is to be made.
pub(super) fn end_tag(f: &Frame, visit: &HomeVisit) -> Option<Tag> {
    let told = visit.told.as_ref()?;
    let tone = match told.end {
        End::Made | End::Step => Tone::Good,
        End::Absent => Tone::Attention,
        End::Cancelled => Tone::Calm,
    };
    Some(Tag::new(tone, f.word("home-visit-end-", told.end.code())))
}

/// The day of a visit, and the hour where one was agreed.
pub(super) fn when(visit: &HomeVisit) -> String {
    match visit.at {
        Some(at) => format!("{} · {}", on(visit.on), hour(at)),
        None => on(visit.on),
    }
}

fn today(exchange: &Exchange<'_, '_>) -> Day {
    Day::new(now(exchange).date())
}

/// What a visit is for: its step, in the words of the procedure, and what the worker noted.
fn aim(known: &Known, visit: &HomeVisit) -> String {
    let step = visit.step.as_deref();
    let step = step.and_then(|code| known.edition.procedure.step(code));
    let step = step.map(|step| step.label.clone());
    let own = visit.aim.as_ref().map(|words| words.as_str().to_owned());
    let parts: Vec<String> = step.into_iter().chain(own).collect();
    parts.join(" · ")
}

/// The visits of the case, and the form to plan one.
pub(super) fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let allowed = seeing(exchange, known.case.id)?;
    common::note(exchange, &allowed, Event::Read, "casework.home-visits")?;
    list_page(exchange, &known, None)
}

/// Plans one.
pub(super) fn plan(exchange: &mut Exchange<'_, '_>) -> Answer {
    let own = |name: &str| exchange.form.get(name).to_owned();
    let form = PlanForm {
        on: edit_read::date(&exchange.form, "on"),
        at: own("at"),
        step: own("step"),
        aim: own("aim"),
        take: own("take"),
    };
    let refused = record::<act::HomeVisitPlan>(exchange, |ctx, allowed, fresh| {
        let about = (&fresh.own.case, &fresh.own.state);
        home_visit::plan(ctx, allowed, about, &fresh.own.edition, &form)
    })?;
    let known = opened(exchange)?;
    match refused {
        None => exchange.done(
            &visits_path(known.case.id),
            Flash::good("home-visit-said-planned"),
        ),
        Some(refusals) => list_page(exchange, &known, Some(&refusals)),
    }
}

fn list_page(exchange: &mut Exchange<'_, '_>, known: &Known, refused: Option<&Refusals>) -> Answer {
    let mut frame = exchange.frame("home-visit-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let case = &known.case;
    let here = visits_path(case.id);
    let present = today(exchange);
    let visits = home_visits(case, &known.state);
    let line = |visit: &HomeVisit| Line {
        path: format!("{here}/{}", visit.name),
        label: when(visit),
        meta: aim(known, visit),
        tag: match visit.is_asked(present) {
            true => Some(Tag::new(Tone::Attention, f.t("home-visit-asked"))),
            false => end_tag(f, visit),
        },
    };
    let stands = standing(case, &known.edition, now(exchange));
    let planned = |code: &str| {
        let mut open = visits.iter().filter(|visit| visit.told.is_none());
        open.any(|visit| visit.step.as_deref() == Some(code))
    };
    let mut steps = vec![Choice::new("", f.t("home-visit-no-step"))];
    for due in due(case, &stands) {
        if !planned(&due.step.code) {
            let choice = Choice::new(due.step.code.as_str(), due.step.label.as_str());
            steps.push(match due.day {
                Some(day) => choice.hint(f.t1("home-visit-step-day", "day", on(day))),
                None => choice,
            });
        }
    }
    let page = ListPage {
        f,
        form: &form,
        head: Head::of(exchange, f, known)?,
        back: case_path(case.id),
        all: visits.iter().rev().map(line).collect(),
        steps,
        over: stands.over.is_some(),
        here,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

fn asked(exchange: &Exchange<'_, '_>, known: &Known) -> Result<HomeVisit, Problem> {
    let name = exchange.param("visite");
    let mut all = home_visits(&known.case, &known.state).into_iter();
    all.find(|one| one.name == name).ok_or(Problem::NotFound)
}

/// One visit.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let allowed = seeing(exchange, known.case.id)?;
    common::note(exchange, &allowed, Event::Read, "casework.home-visit")?;
    page(exchange, &known, None)
}

/// Says what came of it, or puts it off.
pub(super) fn tell(exchange: &mut Exchange<'_, '_>) -> Answer {
    let own = |name: &str| exchange.form.get(name).to_owned();
    let form = TellForm {
        end: own("end"),
        words: own("words"),
        on: edit_read::date(&exchange.form, "on"),
        at: own("at"),
    };
    let name = exchange.param("visite").to_owned();
    let refused = record::<act::HomeVisitPlan>(exchange, |ctx, allowed, fresh| {
        let about = (&fresh.own.case, &fresh.own.state);
        home_visit::tell(ctx, allowed, about, &name, &form)
    })?;
    let known = opened(exchange)?;
    match refused {
        None => exchange.done(
            &visits_path(known.case.id),
            Flash::good("home-visit-said-told"),
        ),
        Some(refusals) => page(exchange, &known, Some(&refusals)),
    }
}

fn words(words: Option<&Why>) -> Option<String> {
    words.map(|words| words.as_str().to_owned())
}

/// What is known of a visit, in the order in which it happened.
fn facts(f: &Frame, staff: &Staff, known: &Known, visit: &HomeVisit) -> Vec<(String, String)> {
    let mut facts = vec![
        (f.t("home-visit-when"), when(visit)),
        (f.t("home-visit-aim"), aim(known, visit)),
    ];
    facts.extend(words(visit.take.as_ref()).map(|take| (f.t("home-visit-take"), take)));
    facts.push((f.t("home-visit-by"), staff.name(visit.by).to_owned()));
    for moved in &visit.moved {
        let args = [
            ("day", on(moved.from).into()),
            ("who", staff.name(moved.by).into()),
        ];
        let said = format!(
            "{} « {} »",
            f.tn("home-visit-moved", args),
            moved.reason.as_str()
        );
        facts.push((f.word("home-visit-end-", PUT_OFF), said));
    }
    if let Some(told) = &visit.told {
        let args = [
            ("who", staff.name(told.by).into()),
            ("when", moment(f, time::civil(told.at_micros)).into()),
        ];
        let said = f.tn("home-visit-told", args);
        let said = match words(told.words.as_ref()) {
            Some(words) => format!("{said} « {words} »"),
            None => said,
        };
        facts.push((f.word("home-visit-end-", told.end.code()), said));
    }
    facts
}

fn page(exchange: &mut Exchange<'_, '_>, known: &Known, refused: Option<&Refusals>) -> Answer {
    let visit = asked(exchange, known)?;
    let present = today(exchange);
    let mut frame = exchange.frame("home-visit-one-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let moved = visit.moved.iter().map(|moved| moved.by);
    let told = visit.told.iter().map(|told| told.by);
    let who: Vec<ActorId> = moved.chain(told).chain([visit.by]).collect();
    let centre = centre(exchange);
    let staff = exchange.read(|tx| Staff::of(tx, centre, who.iter().copied()))?;
    // Before its day a visit is put off or called off; it is not yet made.
    let made = [End::Made.code(), End::Absent.code()];
    let made = made.iter().filter(|_| visit.on <= present);
    let codes = made.copied().chain([PUT_OFF, End::Cancelled.code()]);
    let codes = codes.filter(|_| visit.told.is_none());
    let here = visits_path(known.case.id);
    let page = VisitPage {
        f,
        form: &form,
        head: Head::of(exchange, f, known)?,
        facts: facts(f, &staff, known, &visit),
        ends: choices(f, "home-visit-end-", codes),
        asked: visit.is_asked(present),
        back: here.clone(),
        here: format!("{here}/{}", visit.name),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
