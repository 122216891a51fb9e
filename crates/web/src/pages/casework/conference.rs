//! Conferences on a case: calling one, writing its minutes, saying what became of its decisions; the
//! minutes on paper.

use akwaba_domain::casework::conference::{
    self, CallForm, Conference, DECISIONS_MAX, MinutesForm, conferences,
};
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_journal::id::ActorId;
use askama::Template;

use super::change::colleagues;
use super::need::on;
use super::shared::{Known, case_path, centre, opened, seeing};
use super::together::{Head, record};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::Staff;
use crate::pages::registry::{common, edit_read};
use crate::parts::{Choice, Empty, Field, Fields, Paper, Signature, Tag, Tone};
use crate::problem::Problem;

/// Decisions offered at once; more are written with a second conference.
const LINES: usize = 4;

#[derive(Template)]
#[template(path = "casework/conferences.html")]
struct ListPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    here: String,
    back: String,
    all: Vec<(String, String, Tag)>,
    people: Vec<Choice>,
}

/// A decision as it is shown.
struct Decided {
    place: usize,
    what: String,
    meta: String,
    tag: Tag,
    open: bool,
}

#[derive(Template)]
#[template(path = "casework/conference.html")]
struct ConferencePage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    here: String,
    back: String,
    facts: Vec<(String, String)>,
    held: bool,
    decisions: Vec<Decided>,
    present: Vec<Choice>,
    lines: Vec<(Field, Field, Field)>,
    ends: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "casework/minutes.html")]
struct MinutesPage<'a> {
    f: &'a Frame,
    paper: Paper,
    back: String,
    number: String,
    facts: Vec<(String, String)>,
    decisions: Vec<Decided>,
    empty: Empty,
    signature: Signature,
}

fn path(known: &Known) -> String {
    format!("{}/reunions", case_path(known.case.id))
}

/// Those who may follow cases, to choose from.
fn people(exchange: &Exchange<'_, '_>) -> Result<Vec<Choice>, Problem> {
    let centre = centre(exchange);
    let known = exchange.read(|tx| colleagues(tx, centre))?;
    let choice = |(who, name): (ActorId, String)| Choice::new(who.to_string(), name);
    Ok(known.into_iter().map(choice).collect())
}

/// Those chosen in a form who may follow cases: nobody else is called.
fn chosen(exchange: &Exchange<'_, '_>, field: &str) -> Result<Vec<ActorId>, Problem> {
    let centre = centre(exchange);
    let known = exchange.read(|tx| colleagues(tx, centre))?;
    let typed: Vec<ActorId> = exchange
        .form
        .all(field)
        .filter_map(|who| who.parse().ok())
        .collect();
    let known = known.into_iter().map(|(who, _)| who);
    Ok(known.filter(|who| typed.contains(who)).collect())
}

/// The conferences of the case.
pub(super) fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let allowed = seeing(exchange, known.case.id)?;
    common::note(exchange, &allowed, Event::Read, "casework.conferences")?;
    list_page(exchange, &known, None)
}

/// Calls one.
pub(super) fn call(exchange: &mut Exchange<'_, '_>) -> Answer {
    let form = CallForm {
        on: edit_read::date(&exchange.form, "on"),
        people: chosen(exchange, "people")?,
        others: exchange.form.get("others").to_owned(),
        about: exchange.form.get("about").to_owned(),
    };
    let refused = record::<act::CaseConfer>(exchange, |ctx, allowed, fresh| {
        conference::call(ctx, allowed, (&fresh.own.case, &fresh.own.state), &form)
    })?;
    let known = opened(exchange)?;
    match refused {
        None => exchange.done(&path(&known), Flash::good("team-said-called")),
        Some(refusals) => list_page(exchange, &known, Some(&refusals)),
    }
}

fn list_page(exchange: &mut Exchange<'_, '_>, known: &Known, refused: Option<&Refusals>) -> Answer {
    let mut frame = exchange.frame("team-conferences-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let here = path(known);
    let all = conferences(&known.state).into_iter().rev().map(|one| {
        let tag = match one.minutes.as_ref() {
            Some(_) => Tag::new(Tone::Good, f.t("team-held")),
            None => Tag::new(Tone::Info, f.t("team-called")),
        };
        let label = format!("{} · {}", on(one.on), one.about.as_str());
        (format!("{here}/{}", one.name), label, tag)
    });
    let page = ListPage {
        f,
        form: &form,
        head: Head::of(exchange, f, known)?,
        all: all.collect(),
        back: case_path(known.case.id),
        here,
        people: people(exchange)?,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

fn asked(exchange: &Exchange<'_, '_>, known: &Known) -> Result<Conference, Problem> {
    let name = exchange.param("reunion");
    let mut all = conferences(&known.state).into_iter();
    all.find(|one| one.name == name).ok_or(Problem::NotFound)
}

/// One conference.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let allowed = seeing(exchange, known.case.id)?;
    common::note(exchange, &allowed, Event::Read, "casework.conference")?;
    page(exchange, &known, None)
}

/// Writes its minutes.
pub(super) fn hold(exchange: &mut Exchange<'_, '_>) -> Answer {
    let sent = &exchange.form;
    let line = |number: usize| {
        let own = |name: &str| sent.get(&format!("{name}-{number}")).to_owned();
        let by = edit_read::date(sent, &format!("by-{number}"));
        (own("what"), own("who").parse().ok(), by)
    };
    let form = MinutesForm {
        on: edit_read::date(sent, "on"),
        others: sent.get("others").to_owned(),
        said: sent.get("said").to_owned(),
        decisions: (1..=LINES.min(DECISIONS_MAX)).map(line).collect(),
        present: chosen(exchange, "present")?,
    };
    let name = exchange.param("reunion").to_owned();
    let refused = record::<act::CaseConfer>(exchange, |ctx, allowed, fresh| {
        let about = (&fresh.own.case, &fresh.own.state);
        conference::hold(ctx, allowed, about, &name, &form)
    })?;
    said(exchange, refused, "team-said-held")
}

/// Says what became of a decision.
pub(super) fn settle(exchange: &mut Exchange<'_, '_>) -> Answer {
    let name = exchange.param("reunion").to_owned();
    let place = exchange.form.get("place").parse().unwrap_or(usize::MAX);
    let done = match exchange.form.get("done") {
        "oui" => Some(true),
        "non" => Some(false),
        _ => None,
    };
    let words = exchange.form.get("words").to_owned();
    let refused = record::<act::CaseConfer>(exchange, |ctx, allowed, fresh| {
        let about = (&fresh.own.case, &fresh.own.state);
        conference::settle(ctx, allowed, about, (&name, place), (done, &words))
    })?;
    said(exchange, refused, "team-said-settled")
}

fn said(exchange: &mut Exchange<'_, '_>, refused: Option<Refusals>, key: &'static str) -> Answer {
    let known = opened(exchange)?;
    match refused {
        None => {
            let path = format!("{}/{}", path(&known), exchange.param("reunion"));
            exchange.done(&path, Flash::good(key))
        }
        Some(refusals) => page(exchange, &known, Some(&refusals)),
    }
}

/// Everybody whom a conference names.
fn named(one: &Conference) -> impl Iterator<Item = ActorId> {
    let minutes = one.minutes.iter();
    let of_minutes = minutes.flat_map(|minutes| {
        let deciders = minutes.decisions.iter().map(|(decision, _)| decision.who);
        minutes.present.iter().copied().chain(deciders)
    });
    one.people.iter().copied().chain([one.by]).chain(of_minutes)
}

fn names(staff: &Staff, who: &[ActorId], others: Option<&str>) -> String {
    let known = who.iter().map(|who| staff.name(*who).to_owned());
    let all: Vec<String> = known.chain(others.map(str::to_owned)).collect();
    all.join(", ")
}

fn facts(f: &Frame, staff: &Staff, one: &Conference) -> Vec<(String, String)> {
    let words = |words: &Option<akwaba_domain::casework::Why>| {
        words.as_ref().map(|words| words.as_str().to_owned())
    };
    let called = names(staff, &one.people, words(&one.others).as_deref());
    let mut facts = vec![
        (f.t("team-about"), one.about.as_str().to_owned()),
        (f.t("team-people"), called),
    ];
    match one.minutes.as_ref() {
        None => facts.push((f.t("team-on"), on(one.on))),
        Some(minutes) => {
            let present = names(staff, &minutes.present, words(&minutes.others).as_deref());
            facts.push((f.t("team-held-on"), on(minutes.on)));
            facts.push((f.t("team-present"), present));
            facts.push((f.t("team-said"), minutes.said.as_str().to_owned()));
        }
    }
    facts
}

fn decisions(f: &Frame, staff: &Staff, one: &Conference) -> Vec<Decided> {
    let minutes = one.minutes.iter();
    let all = minutes.flat_map(|minutes| minutes.decisions.iter().enumerate());
    all.map(|(place, (decision, settled))| {
        let mut meta = f.tn(
            "team-decision-who",
            [
                ("who", staff.name(decision.who).into()),
                ("day", on(decision.by).into()),
            ],
        );
        let tag = match settled {
            None => Tag::new(Tone::Info, f.t("team-decision-open")),
            Some(settled) => {
                if let Some(words) = settled.words.as_ref() {
                    meta = format!("{meta} · « {} »", words.as_str());
                }
                match settled.done {
                    true => Tag::new(Tone::Good, f.t("team-decision-done")),
                    false => Tag::new(Tone::Calm, f.t("team-decision-dropped")),
                }
            }
        };
        Decided {
            place,
            what: decision.what.as_str().to_owned(),
            meta,
            tag,
            open: settled.is_none(),
        }
    })
    .collect()
}

fn page(exchange: &mut Exchange<'_, '_>, known: &Known, refused: Option<&Refusals>) -> Answer {
    let one = asked(exchange, known)?;
    let centre = centre(exchange);
    let mut frame = exchange.frame("team-conference-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let staff = exchange.read(|tx| Staff::of(tx, centre, named(&one)))?;
    let people = people(exchange)?;
    let line = |number: usize| {
        let what = form
            .area(&format!("what-{number}"), "team-decision", 2)
            .label(f.t1("team-decision-number", "number", number));
        let who = form.select(
            &format!("who-{number}"),
            "team-decision-by-whom",
            people.clone(),
        );
        let by = form.date(&format!("by-{number}"), "team-decision-by");
        (what, who, by)
    };
    let back = path(known);
    let page = ConferencePage {
        f,
        form: &form,
        head: Head::of(exchange, f, known)?,
        here: format!("{back}/{}", one.name),
        back,
        facts: facts(f, &staff, &one),
        held: one.minutes.is_some(),
        decisions: decisions(f, &staff, &one),
        lines: (1..=LINES).map(line).collect(),
        present: people.clone(),
        ends: vec![
            Choice::new("oui", f.t("team-decision-done")),
            Choice::new("non", f.t("team-decision-dropped")),
        ],
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// The minutes on paper: the number of the case, never the name.
pub(super) fn minutes(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let allowed = seeing(exchange, known.case.id)?;
    let one = asked(exchange, &known)?;
    if one.minutes.is_none() {
        return Err(Problem::NotFound);
    }
    common::note(exchange, &allowed, Event::Printed, "casework.minutes")?;
    let centre = centre(exchange);
    let frame = exchange.frame("team-minutes-title");
    let f = &frame;
    let staff = exchange.read(|tx| Staff::of(tx, centre, named(&one)))?;
    let head = Head::of(exchange, f, &known)?;
    let page = MinutesPage {
        f,
        paper: Paper::new(f).number(&head.number),
        back: format!("{}/{}", path(&known), one.name),
        number: head.number,
        facts: facts(f, &staff, &one),
        decisions: decisions(f, &staff, &one),
        empty: Empty::new(f, "team-no-decision", "team-no-decision-text"),
        signature: Signature::new(f)
            .officer(f.t("team-sign-writer"))
            .officer(f.t("aid-sign-director")),
    };
    exchange.page(&page)
}
