//! What an intern sees: the cases that their tutor opened to them, one case to be read, notes where the
//! tutor lets them. Every page asks the one decision of the policy again, and is in the trail.

use akwaba_domain::casework::Hands;
use akwaba_domain::casework::intern::{self, Opening, opening_to, prepared};
use akwaba_domain::casework::step::standing;
use akwaba_domain::centre::account::Account;
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{self, Allowed, Learning, Reach, act};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::Day;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_store::projections::casework::opened_to;
use akwaba_store::projections::centre::account;
use akwaba_store::{Tx, append};
use askama::Template;

use super::course::{Drawing, Drawn, people};
use super::need::on;
use super::note;
use super::shared::{Known, Names, centre, here, load, now};
use super::step_said::earlier;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::{Staff, centre_code, ctx, numbered};
use crate::pages::registry::common;
use crate::parts::{Empty, Fields, Notice, Summary, Tag, Tone};
use crate::problem::Problem;

/// A case opened to the reader, and what the decision rests on.
pub(super) struct Guided {
    pub(super) known: Known,
    pub(super) intern: Account,
    pub(super) tutor: Account,
    pub(super) opening: Opening,
    pub(super) centre: CentreId,
    pub(super) today: Day,
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

    pub(super) fn reach(&self) -> Option<Reach> {
        policy::learning(&self.learning())
    }
}

pub(super) fn path(id: EntityId) -> String {
    format!("/stage/{id}")
}

fn today(exchange: &Exchange<'_, '_>) -> Day {
    Day::new(now(exchange).date())
}

/// The case of the address, while it is opened to the reader.
///
/// # Errors
/// [`Problem::NotFound`] otherwise: nothing tells that it exists.
pub(super) fn guided(
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
pub(super) fn write(
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
pub(super) struct Head {
    pub(super) name: String,
    pub(super) number: String,
    pub(super) title: String,
}

pub(super) fn head(exchange: &Exchange<'_, '_>, f: &Frame, known: &Known) -> Result<Head, Problem> {
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
