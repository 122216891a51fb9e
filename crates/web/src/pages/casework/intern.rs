//! The tutor's side: a case opened to one's intern and taken back, what the intern prepared, kept as the step or sent
//! back with words.

use akwaba_domain::casework::intern::{self, OpenForm, Prepared, openings, prepared};
use akwaba_domain::casework::step::{StepForm, finish};
use akwaba_domain::casework::time;
use akwaba_domain::centre::account::Account;
use akwaba_domain::centre::trail::Event;
use akwaba_domain::centre::tutor::is_intern;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::registry::Day;
use akwaba_journal::id::ActorId;
use akwaba_store::append;
use akwaba_store::projections::casework::{Seat, number_lines, prepared_for};
use akwaba_store::projections::centre::account;
use askama::Template;

use super::agenda_rows::TaskRow;
use super::answers::summary;
use super::need::on;
use super::shared::{
    Known, allow, case_path, centre, hands, here, load, moment, now, opened, seeing,
};
use super::together::Head;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::mediation;
use crate::pages::reception::{Staff, centre_code, ctx, numbered, own_book};
use crate::pages::registry::{common, edit_read};
use crate::parts::{Choice, Fields, Summary, Tag, Tone};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/intern.html")]
struct InternPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    here: String,
    back: String,
    open: Vec<Open>,
    prepared: Vec<Line>,
    interns: Vec<Choice>,
    reaches: Vec<Choice>,
}

/// A case opened to somebody.
struct Open {
    id: String,
    said: String,
    tag: Tag,
    /// Whether it can be taken back.
    lasts: bool,
}

/// What was prepared.
struct Line {
    path: String,
    label: String,
    meta: String,
    tag: Tag,
}

fn path(known: &Known) -> String {
    format!("{}/stagiaire", case_path(known.case.id))
}

/// The interns whom the reader guides.
fn interns(exchange: &Exchange<'_, '_>) -> Result<Vec<Account>, Problem> {
    let (centre, me) = (centre(exchange), exchange.actor()?.account);
    let mut all = exchange.read(|tx| Ok(account::all(tx, centre)?))?;
    all.retain(|one| is_intern(one, centre) && one.tutor.is_some_and(|known| known.tutor == me));
    Ok(all)
}

/// The case of the address, where the reader follows it: nobody else guides on it.
fn own(exchange: &Exchange<'_, '_>) -> Result<Known, Problem> {
    let known = opened(exchange)?;
    let me = exchange.actor()?.account;
    match known.case.assigned == Some(me) {
        true => Ok(known),
        false => Err(Problem::NotFound),
    }
}

/// To whom the case is opened, and what they prepared.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = own(exchange)?;
    let allowed = seeing(exchange, known.case.id)?;
    common::note(exchange, &allowed, Event::Read, "casework.intern")?;
    page(exchange, &known, None)
}

/// Opens it, or takes it back.
pub(super) fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::InternGuide>(exchange)?;
    let known = own(exchange)?;
    let (scope, centre, now) = (here(exchange), centre(exchange), exchange.call.now);
    let back = exchange.form.given("reprendre").map(str::to_owned);
    let typed = back
        .clone()
        .unwrap_or_else(|| exchange.form.get("intern").to_owned());
    let form = OpenForm {
        reach: exchange.form.get("reach").to_owned(),
        until: edit_read::date(&exchange.form, "until"),
    };
    let written = exchange.write(|tx, writing| {
        let fresh = load(tx, scope, known.case.id)?;
        let about = (&fresh.case, &fresh.state);
        let intern: Option<ActorId> = typed.parse().ok();
        let missing = || Refusals::from(Refusal::at("intern", "choice-missing"));
        let intern = intern.ok_or_else(missing)?;
        let drafts = if back.is_some() {
            intern::take_back(&allowed, about, intern)?
        } else {
            let found = account::find(tx, centre, intern)?.ok_or_else(missing)?;
            intern::open_to(
                &ctx(now, writing),
                &allowed,
                about,
                &fresh.edition,
                &found,
                &form,
            )?
        };
        append(tx, writing, drafts)?;
        Ok(())
    });
    let said = match back {
        Some(_) => "intern-said-back",
        None => "intern-said-opened",
    };
    match written {
        Ok(()) => exchange.done(&path(&known), Flash::good(said)),
        Err(Problem::Refused(refusals)) => page(exchange, &known, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn page(exchange: &mut Exchange<'_, '_>, known: &Known, refused: Option<&Refusals>) -> Answer {
    let (centre, today) = (centre(exchange), Day::new(now(exchange).date()));
    let interns = interns(exchange)?;
    let mut frame = exchange.frame("intern-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let all = openings(&known.state);
    let prepared = prepared(&known.state);
    let who = all.iter().map(|one| one.intern);
    let who: Vec<ActorId> = who.chain(prepared.iter().map(|one| one.by)).collect();
    let staff = exchange.read(|tx| Staff::of(tx, centre, who.iter().copied()))?;
    let handed = known.case.handed.last().map(|handed| handed.source);
    let open = all.iter().map(|one| {
        let args = [
            ("who", staff.name(one.intern).into()),
            ("day", on(one.until).into()),
        ];
        let lasts = one.closed.is_none()
            && one.until >= today
            && handed.is_none_or(|handed| handed < one.by);
        let key = if one.writes {
            "intern-writes"
        } else {
            "intern-reads"
        };
        Open {
            id: one.intern.to_string(),
            said: f.tn("intern-opened-until", args),
            tag: match lasts {
                true => Tag::new(Tone::Info, f.t(key)),
                false => Tag::new(Tone::Calm, f.t("intern-over")),
            },
            lasts,
        }
    });
    let here = path(known);
    let line = |one: &Prepared| Line {
        path: format!("{here}/{}", one.name),
        label: label(known, one),
        meta: format!(
            "{} · {}",
            staff.name(one.by),
            moment(f, time::civil(one.at_micros))
        ),
        tag: tag(f, one),
    };
    let page = InternPage {
        f,
        form: &form,
        head: Head::of(exchange, f, known)?,
        open: open.collect(),
        prepared: prepared.iter().rev().map(line).collect(),
        interns: interns
            .iter()
            .map(|one| Choice::new(one.id.to_string(), one.name.as_str()))
            .collect(),
        reaches: [("lire", "intern-reads"), ("ecrire", "intern-writes")]
            .map(|(code, key)| Choice::new(code, f.t(key)))
            .into(),
        back: case_path(known.case.id),
        here,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

fn label(known: &Known, one: &Prepared) -> String {
    let step = known.edition.procedure.step(&one.step);
    step.map_or_else(|| one.step.clone(), |step| step.label.clone())
}

fn tag(f: &Frame, one: &Prepared) -> Tag {
    match one.ruling.as_ref().map(|ruling| ruling.kept) {
        None => Tag::new(Tone::Attention, f.t("intern-asked")),
        Some(true) => Tag::new(Tone::Good, f.t("intern-was-kept")),
        Some(false) => Tag::new(Tone::Calm, f.t("intern-was-sent-back")),
    }
}

#[derive(Template)]
#[template(path = "casework/intern_prepared.html")]
struct PreparedPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    label: String,
    facts: Summary,
    answers: Summary,
    waits: bool,
    here: String,
    back: String,
}

fn asked(exchange: &Exchange<'_, '_>, known: &Known) -> Result<Prepared, Problem> {
    let name = exchange.param("envoi");
    let mut all = prepared(&known.state).into_iter();
    all.find(|one| one.name == name).ok_or(Problem::NotFound)
}

/// What an intern prepared.
pub(super) fn read(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = own(exchange)?;
    let allowed = seeing(exchange, known.case.id)?;
    common::note(exchange, &allowed, Event::Read, "casework.intern-prepared")?;
    prepared_page(exchange, &known, None)
}

/// Keeps it, which does the step, or sends it back.
pub(super) fn rule(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::InternGuide>(exchange)?;
    let doing = allow::<act::StepDo>(exchange)?;
    let known = own(exchange)?;
    let one = asked(exchange, &known)?;
    let (scope, hands, now) = (here(exchange), hands(exchange)?, exchange.call.now);
    let kept = exchange.form.get("ruling") == "garder";
    let words = exchange.form.get("words").to_owned();
    let id = known.case.id;
    let written = exchange.write(|tx, writing| {
        let fresh = load(tx, scope, id)?;
        let about = (&fresh.case, &fresh.state);
        let said = (kept, words.as_str());
        let mut drafts = intern::rule(&ctx(now, writing), &allowed, about, &one.name, said)?;
        if kept {
            mediation::keeps(tx, scope, &fresh, &[&one.step])?;
            let form = StepForm {
                answers: one.form.answers.clone(),
                decision: one.form.decision.clone(),
            };
            let mut ctx = ctx(now, writing);
            let edition = &fresh.edition;
            let done = finish(&mut ctx, &doing, &hands, about, edition, &one.step, &form);
            let (_, step) = done.map_err(|refusals| whole(&refusals))?;
            drafts.join(step);
        }
        append(tx, writing, drafts)?;
        let book = own_book(tx, scope, doing.centre())?;
        number_lines(tx, writing, &doing, book, id)?;
        Ok(())
    });
    match written {
        Ok(()) => {
            let said = if kept {
                "intern-said-kept"
            } else {
                "intern-said-sent-back"
            };
            exchange.done(&path(&known), Flash::good(said))
        }
        Err(Problem::Refused(refusals)) => prepared_page(exchange, &known, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// What the form of the step refuses now, for a page that does not show that form.
fn whole(refusals: &Refusals) -> Refusals {
    let fields = refusals.as_slice().iter().any(|one| one.field.is_some());
    match fields {
        true => Refusal::whole("intern-no-longer-fits").into(),
        false => refusals.clone(),
    }
}

fn prepared_page(
    exchange: &mut Exchange<'_, '_>,
    known: &Known,
    refused: Option<&Refusals>,
) -> Answer {
    let one = asked(exchange, known)?;
    let (centre, now) = (centre(exchange), now(exchange));
    let mut frame = exchange.frame("intern-prepared-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let ruled = one.ruling.iter().map(|ruling| ruling.by);
    let who: Vec<ActorId> = ruled.chain([one.by]).collect();
    let staff = exchange.read(|tx| Staff::of(tx, centre, who.iter().copied()))?;
    let step = known.edition.procedure.step(&one.step);
    let mut facts = Summary::new(f)
        .row("intern-prepared-by", staff.name(one.by))
        .row("casework-visa-when", moment(f, time::civil(one.at_micros)));
    let decision = one.form.decision.parse::<usize>().ok();
    let decision = step
        .zip(decision)
        .and_then(|(step, place)| step.decisions.get(place));
    if let Some(decision) = decision {
        facts = facts.row("casework-visa-decision", &decision.label);
    }
    if let Some(ruling) = &one.ruling {
        let key = if ruling.kept {
            "intern-was-kept"
        } else {
            "intern-was-sent-back"
        };
        let words = ruling.words.as_ref().map_or("", |words| words.as_str());
        let said = format!("{} {words}", staff.name(ruling.by));
        facts = facts.line(f.t(key), said);
    }
    let mut answers = known.case.answers.clone();
    if let Some(group) = step.and_then(|step| known.edition.group(step)) {
        answers.put(group, &one.form.answers);
    }
    let page = PreparedPage {
        f,
        form: &form,
        head: Head::of(exchange, f, known)?,
        label: label(known, &one),
        answers: summary(f, &known.edition, step, &answers, now),
        facts,
        waits: one.ruling.is_none(),
        back: path(known),
        here: format!("{}/{}", path(known), one.name),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// The lines of *Aujourd'hui*: what one's interns prepared on one's cases.
pub(super) fn today_rows(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    seat: Seat,
) -> Result<Vec<TaskRow>, Problem> {
    let Seat::Worker(me) = seat else {
        return Ok(Vec::new());
    };
    let (scope, centre) = (here(exchange), centre(exchange));
    exchange.read(|tx| {
        let found = prepared_for(tx, scope, me)?;
        let staff = Staff::of(tx, centre, found.iter().map(|one| one.by))?;
        let code = centre_code(tx, centre)?;
        let mut rows = Vec::with_capacity(found.len());
        for one in found {
            let known = load(tx, scope, one.case)?;
            let step = known.edition.procedure.step(&one.step);
            let number = numbered(known.case.number, &code);
            rows.push(TaskRow {
                path: Some(format!("{}/{}", path(&known), one.name)),
                label: step.map_or_else(|| one.step.clone(), |step| step.label.clone()),
                meta: format!(
                    "{} · {}",
                    f.t1("intern-by", "who", staff.name(one.by)),
                    f.t1("casework-number", "number", number)
                ),
                tags: vec![Tag::new(Tone::Attention, f.t("intern-asked"))],
                urgent: false,
            });
        }
        Ok(rows)
    })
}
