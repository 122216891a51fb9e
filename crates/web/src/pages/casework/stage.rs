//! What an intern sees: the cases that their tutor opened to them, one case to be read, notes and steps to be prepared
//! where the tutor lets them. Every page asks the one decision of the policy again, and is in the trail.

use akwaba_domain::casework::Hands;
use akwaba_domain::casework::intern::{self, Opening, opening_to, prepared};
use akwaba_domain::casework::step::{StepForm, standing};
use akwaba_domain::centre::account::Account;
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{self, Allowed, Learning, Reach, act};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::registry::Day;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_procedures::form::Answers;
use akwaba_procedures::form::view::of_group;
use akwaba_procedures::run::{Known as Conditions, ways};
use akwaba_store::projections::casework::opened_to;
use akwaba_store::projections::centre::account;
use akwaba_store::{Tx, append};
use askama::Template;

use super::answers::{Piece, opened_more, pieces, recounted, sent, typed};
use super::course::{Drawing, Drawn, people};
use super::need::on;
use super::note;
use super::shared::{Known, Names, centre, here, load, now};
use super::step_said::{choices, earlier};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::reception::{Staff, centre_code, ctx, numbered};
use crate::pages::registry::common;
use crate::parts::{Empty, Field, Fields, Notice, Summary, Tag, Tone};
use crate::problem::Problem;

/// A case opened to the reader, and what the decision rests on.
struct Guided {
    known: Known,
    intern: Account,
    tutor: Account,
    opening: Opening,
    centre: CentreId,
    today: Day,
}

impl Guided {
    /// Reads it; none where it was never opened to them.
    fn read(
        tx: &mut dyn Tx,
        scope: ScopeId,
        (centre, today): (CentreId, Day),
        (who, id): (ActorId, EntityId),
    ) -> Result<Option<Self>, Problem> {
        let known = load(tx, scope, id)?;
        let Some(opening) = opening_to(&known.state, who) else {
            return Ok(None);
        };
        let intern = account::find(tx, centre, who)?;
        let tutor = account::find(tx, centre, opening.by.actor)?;
        Ok(intern.zip(tutor).map(|(intern, tutor)| Self {
            known,
            intern,
            tutor,
            opening,
            centre,
            today,
        }))
    }

    fn learning(&self) -> Learning<'_> {
        Learning {
            centre: self.centre,
            today: self.today,
            intern: &self.intern,
            tutor: &self.tutor,
            case: &self.known.case,
            edition: &self.known.edition,
            opening: &self.opening,
        }
    }

    fn reach(&self) -> Option<Reach> {
        policy::learning(&self.learning())
    }
}

fn path(id: EntityId) -> String {
    format!("/stage/{id}")
}

fn today(exchange: &Exchange<'_, '_>) -> Day {
    Day::new(now(exchange).date())
}

/// The case of the address, while it is opened to the reader.
///
/// # Errors
/// [`Problem::NotFound`] otherwise: nothing tells that it exists.
fn guided(
    exchange: &Exchange<'_, '_>,
) -> Result<(Guided, Allowed<act::CaseLearn, EntityId>), Problem> {
    let (scope, id) = (here(exchange), exchange.id("id")?);
    let about = (centre(exchange), today(exchange));
    let who = exchange.actor()?.account;
    let known = exchange.read(|tx| Guided::read(tx, scope, about, (who, id)))?;
    let known = known.ok_or(Problem::NotFound)?;
    let allowed = policy::allow_learning(&known.learning()).map_err(|_| Problem::NotFound)?;
    Ok((known, allowed))
}

/// Writes as the intern of the case of the address, on what the case is at that moment.
fn write(
    exchange: &mut Exchange<'_, '_>,
    decide: impl Fn(
        &akwaba_domain::Ctx<'_>,
        &Allowed<act::CasePrepare, EntityId>,
        &Known,
    ) -> Result<akwaba_domain::Drafts, Refusals>,
) -> Result<Option<Refusals>, Problem> {
    let (scope, id) = (here(exchange), exchange.id("id")?);
    let about = (centre(exchange), today(exchange));
    let (who, at) = (exchange.actor()?.account, exchange.call.now);
    let written = exchange.write(|tx, writing| {
        let fresh = Guided::read(tx, scope, about, (who, id))?.ok_or(Problem::NotFound)?;
        let allowed = policy::allow_preparing(&fresh.learning()).map_err(|_| Problem::NotFound)?;
        let drafts = decide(&ctx(at, writing), &allowed, &fresh.known)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match written {
        Ok(()) => Ok(None),
        Err(Problem::Refused(refusals)) => Ok(Some(refusals)),
        Err(problem) => Err(problem),
    }
}

#[derive(Template)]
#[template(path = "casework/stage.html")]
struct ListPage<'a> {
    f: &'a Frame,
    rows: Vec<Row>,
    empty: Empty,
}

struct Row {
    path: String,
    label: String,
    meta: String,
    tag: Tag,
}

fn reach_tag(f: &Frame, reach: Reach) -> Tag {
    match reach {
        Reach::Read => Tag::new(Tone::Calm, f.t("intern-reads")),
        Reach::Write => Tag::new(Tone::Info, f.t("intern-writes")),
    }
}

/// The cases that the reader's tutor opened.
pub(super) fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    let scope = here(exchange);
    let about = (centre(exchange), today(exchange));
    let who = exchange.actor()?.account;
    let frame = exchange.frame("intern-list-title");
    let f = &frame;
    let rows = exchange.read(|tx| {
        let code = centre_code(tx, about.0)?;
        let mut rows = Vec::new();
        for id in opened_to(tx, scope, who, about.1)? {
            let Some(known) = Guided::read(tx, scope, about, (who, id))? else {
                continue;
            };
            let Some(reach) = known.reach() else { continue };
            let case = &known.known.case;
            let args = [
                ("tutor", known.tutor.name.as_str().into()),
                ("day", on(known.opening.until).into()),
            ];
            rows.push(Row {
                path: path(id),
                label: known.known.edition.procedure.title.clone(),
                meta: format!(
                    "{} · {}",
                    f.t1("casework-number", "number", numbered(case.number, &code)),
                    f.tn("intern-with-until", args)
                ),
                tag: reach_tag(f, reach),
            });
        }
        Ok::<_, Problem>(rows)
    })?;
    let page = ListPage {
        f,
        rows,
        empty: Empty::new(f, "intern-list-none", "intern-list-none-text"),
    };
    exchange.page(&page)
}

/// Whose case it is, for the head of a page: the name, and no way into the record.
struct Head {
    name: String,
    number: String,
    title: String,
}

fn head(exchange: &Exchange<'_, '_>, f: &Frame, known: &Known) -> Result<Head, Problem> {
    let (scope, centre) = (here(exchange), centre(exchange));
    let record = known.case.subject.record();
    exchange.read(|tx| {
        Ok(Head {
            name: Names::of(tx, scope, f, record)?.name(f, record),
            number: numbered(known.case.number, &centre_code(tx, centre)?),
            title: known.edition.procedure.title.clone(),
        })
    })
}

#[derive(Template)]
#[template(path = "casework/stage_case.html")]
struct CasePage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    notices: Vec<Notice>,
    steps: Vec<Drawn>,
    done: Vec<(String, Vec<(String, Summary)>)>,
    notes: Vec<note::Line>,
    writes: bool,
    here: String,
}

/// A case, to be read.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (known, allowed) = guided(exchange)?;
    common::note(exchange, &allowed, Event::Read, "intern.show")?;
    case_page(exchange, &known, None)
}

/// Writes a note.
pub(super) fn write_note(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (known, _) = guided(exchange)?;
    let words = exchange.form.get("note").to_owned();
    let refused = write(exchange, |ctx, allowed, fresh| {
        intern::write_note(ctx, allowed, (&fresh.case, &fresh.state), &words)
    })?;
    match refused {
        None => exchange.done(
            &path(known.known.case.id),
            Flash::good("casework-said-noted"),
        ),
        Some(refusals) => case_page(exchange, &known, Some(&refusals)),
    }
}

fn case_page(
    exchange: &mut Exchange<'_, '_>,
    known: &Guided,
    refused: Option<&Refusals>,
) -> Answer {
    let (centre, now) = (centre(exchange), now(exchange));
    let Known {
        case,
        edition,
        state,
    } = &known.known;
    let mut frame = exchange.frame("intern-case-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let who: Vec<ActorId> = people(&case.course)
        .chain(case.notes.iter().map(|note| note.source.actor))
        .chain(case.notes.iter().filter_map(|note| note.tutor))
        .collect();
    let staff = exchange.read(|tx| Staff::of(tx, centre, who.iter().copied()))?;
    let writes = known.reach() == Some(Reach::Write);
    let stands = standing(case, edition, now);
    let hands = Hands::guided();
    let drawing = Drawing {
        f,
        edition,
        staff: &staff,
        hands: &hands,
        case: case.id,
    };
    let here = path(case.id);
    let mut steps = drawing.steps(&stands);
    for (drawn, step) in steps.iter_mut().zip(&stands.steps) {
        let own = writes && drawn.act.is_some();
        drawn.path = match own {
            true => format!("{here}/etapes/{}", step.step.code),
            false => String::new(),
        };
    }
    let done = stands.steps.iter().map(|step| {
        let answers = earlier(f, &known.known, step.step, &staff, now);
        (step.step.label.clone(), answers)
    });
    let done = done.filter(|(_, answers)| !answers.is_empty()).collect();
    let args = [
        ("tutor", known.tutor.name.as_str().into()),
        ("day", on(known.opening.until).into()),
    ];
    let mut notices = vec![Notice::new(
        Tone::Info,
        f.tn("intern-with-until", args),
        f.t(if writes {
            "intern-writes-text"
        } else {
            "intern-reads-text"
        }),
    )];
    let own = prepared(state)
        .into_iter()
        .filter(|one| one.by == known.intern.id);
    for one in own {
        let step = edition.procedure.step(&one.step);
        let label = step.map_or_else(|| one.step.clone(), |step| step.label.clone());
        notices.push(match &one.ruling {
            None => Notice::new(Tone::Info, f.t1("intern-waits", "step", label), ""),
            Some(ruling) => {
                let words = ruling.words.as_ref().map_or("", |words| words.as_str());
                match ruling.kept {
                    true => Notice::new(Tone::Good, f.t1("intern-kept", "step", label), words),
                    false => Notice::new(
                        Tone::Attention,
                        f.t1("intern-sent-back", "step", label),
                        words,
                    ),
                }
            }
        });
    }
    let mut notes = note::lines(f, case, &staff);
    notes.iter_mut().for_each(|line| line.correct = None);
    let page = CasePage {
        f,
        form: &form,
        head: head(exchange, f, &known.known)?,
        notices,
        steps,
        done,
        notes,
        writes,
        here,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

#[derive(Template)]
#[template(path = "casework/stage_step.html")]
struct StepPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    label: String,
    advice: String,
    tutor: String,
    here: String,
    back: String,
    pieces: Vec<Piece>,
    shown: String,
    choices: Option<Field>,
}

/// The form of a step, to be prepared.
pub(super) fn step(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (known, allowed) = guided(exchange)?;
    common::note(exchange, &allowed, Event::Read, "intern.step")?;
    let answers = begun(&known, exchange.param("etape"));
    step_page(exchange, &known, answers, None)
}

/// What was sent back last of this step, or nothing yet.
fn begun(known: &Guided, code: &str) -> Answers {
    let Known {
        case,
        edition,
        state,
    } = &known.known;
    let mut answers = case.answers.clone();
    let step = edition.procedure.step(code);
    if let Some(group) = step.and_then(|step| edition.group(step)) {
        let mut own = prepared(state).into_iter().rev();
        let back = own.find(|one| one.step == code && one.by == known.intern.id);
        let back = back.filter(|one| one.ruling.as_ref().is_some_and(|ruling| !ruling.kept));
        let back = back.map_or_else(Answers::new, |one| one.form.answers);
        answers.put(group, &back);
    }
    answers
}

/// Sends it to the tutor.
pub(super) fn prepare(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (known, _) = guided(exchange)?;
    let sent = exchange.form.clone();
    let code = exchange.param("etape").to_owned();
    let edition = &known.known.edition;
    let step = edition.procedure.step(&code).ok_or(Problem::NotFound)?;
    let group = edition.group(step).unwrap_or_default().to_owned();
    let mut answers = known.known.case.answers.clone();
    if !group.is_empty() {
        answers = typed(edition, &group, &sent, &answers);
        if recounted(&mut answers, &sent) {
            return step_page(exchange, &known, answers, None);
        }
        if opened_more(&edition.filled(&answers, now(exchange)), &group, &sent) {
            let more = Refusals::from(Refusal::whole("casework-more-questions"));
            return step_page(exchange, &known, answers, Some(&more));
        }
    }
    let form = StepForm {
        answers: answers.within(&group),
        decision: sent.get("decision").to_owned(),
    };
    let refused = write(exchange, |ctx, allowed, fresh| {
        let about = (&fresh.case, &fresh.state);
        intern::prepare(ctx, allowed, about, &fresh.edition, &code, &form)
    })?;
    match refused {
        None => exchange.done(
            &path(known.known.case.id),
            Flash::good("intern-said-prepared"),
        ),
        Some(refusals) => step_page(exchange, &known, answers, Some(&refusals)),
    }
}

fn step_page(
    exchange: &mut Exchange<'_, '_>,
    known: &Guided,
    answers: Answers,
    refused: Option<&Refusals>,
) -> Answer {
    let now = now(exchange);
    let Known { case, edition, .. } = &known.known;
    let step = edition.procedure.step(exchange.param("etape"));
    let step = step.ok_or(Problem::NotFound)?;
    let stands = standing(case, edition, now);
    let open = stands
        .step(&step.code)
        .and_then(|state| state.open.as_ref());
    if known.reach() != Some(Reach::Write) || open.is_none() {
        return Err(Problem::NotFound);
    }
    let filled = edition.filled(&answers, now);
    let group = step
        .group
        .as_deref()
        .and_then(|name| of_group(&filled, name));
    let mut values = group.as_ref().map_or_else(Form::new, sent);
    if let Some(decision) = exchange.form.given("decision") {
        values = values.with("decision", decision);
    }
    let mut frame = exchange.frame("intern-step-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, values, refusals),
        None => Fields::new(&frame, values),
    };
    let f = &frame;
    let (pieces, shown) = group
        .as_ref()
        .map_or_else(Default::default, |group| pieces(f, &form, group));
    let scope = filled.scope();
    let conditions = Conditions::at(&scope, &edition.procedure, &stands, now);
    let back = path(case.id);
    let page = StepPage {
        f,
        form: &form,
        head: head(exchange, f, &known.known)?,
        label: step.label.clone(),
        advice: step.advice.clone(),
        tutor: known.tutor.name.as_str().to_owned(),
        here: format!("{back}/etapes/{}", step.code),
        back,
        pieces,
        shown: shown.join(" "),
        choices: choices(step, &ways(step, &conditions), &form),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
