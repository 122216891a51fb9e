//! The page of a step: its advice, the reminder of the law, the papers, its form, its decision; and what
//! happens when it is sent.

use akwaba_domain::casework::step::{StepForm, finish as decide, standing};
use akwaba_domain::casework::{Edition, Why, time};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_procedures::form::Answers;
use akwaba_procedures::form::view::of_group;
use akwaba_procedures::run::{Known as Conditions, Open, Waits, Way, ways};
use akwaba_procedures::workbook::Step;
use akwaba_store::append;
use akwaba_store::projections::casework::withdrawals;
use askama::Template;
use jiff::civil::DateTime;

use super::agenda_rows::step_path;
use super::answers::{Piece, opened_more, pieces, recounted, sent, summary, typed};
use super::manual::version_path;
use super::proposal::comments_path;
use super::shared::{
    Known, Names, allow, case_path, centre, due, hands, here, late_by, load, moment, now,
    subject_path, visa_roles,
};
use super::sheet;
use crate::draft;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::reception::{Staff, centre_code, ctx, numbered};
use crate::parts::{Choice, Field, Fields, Notice, Summary, Tone};
use crate::problem::Problem;

/// Earlier answers shown on the page of a step that is done again and again.
const EARLIER_MAX: usize = 5;

#[derive(Template)]
#[template(path = "casework/step.html")]
struct StepPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    name: String,
    path: Option<String>,
    number: String,
    title: String,
    step: &'a Step,
    role: String,
    deadline: String,
    notices: Vec<Notice>,
    here: String,
    case: Option<String>,
    pieces: Vec<Piece>,
    shown: String,
    choices: Option<Field>,
    doable: bool,
    visa: String,
    may_depart: bool,
    earlier: Vec<(String, Summary)>,
    manual: String,
    /// Where to say something of this step of the procedure.
    comment: String,
    /// The form on paper: blank, and filled once it was answered.
    sheets: Vec<(String, String)>,
}

/// The case of the address, for who may open it or has this step to do.
fn reached(exchange: &Exchange<'_, '_>) -> Result<(Known, String, bool), Problem> {
    let (here, id) = (here(exchange), exchange.id("id")?);
    let known = exchange.read(|tx| load(tx, here, id))?;
    let code = exchange.param("etape").to_owned();
    let step = known.edition.procedure.step(&code);
    let step = step.ok_or(Problem::NotFound)?;
    let hands = hands(exchange)?;
    let who = exchange.actor()?.account;
    let opens = known.case.may_be_opened_by(&known.edition, who, &hands);
    let function = known.edition.function(&step.role);
    let mine = function.is_some_and(|function| hands.may_do(function));
    let restricted = known.edition.procedure.confidentiality
        != akwaba_procedures::workbook::Confidentiality::Ordinary;
    let standing = standing(&known.case, &known.edition, now(exchange));
    let open = standing
        .step(&code)
        .is_some_and(|state| state.open.is_some());
    // The counter does its own steps of a case without opening the case.
    if opens || (mine && open && !restricted) {
        Ok((known, code, opens))
    } else {
        Err(Problem::NotFound)
    }
}

/// The page.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (known, code, opens) = reached(exchange)?;
    let answers = begun(&known, &code);
    page(exchange, &known, (&code, opens), answers, Said::Nothing)
}

/// What a page of a step says beside the step.
enum Said<'r> {
    Nothing,
    Refused(&'r Refusals),
    Kept,
}

/// The answers with which the page of a step begins: what was sent back, or nothing yet of its group.
fn begun(known: &Known, code: &str) -> Answers {
    let (case, edition) = (&known.case, &known.edition);
    let group = edition
        .procedure
        .step(code)
        .and_then(|step| edition.group(step));
    let Some(group) = group else {
        return case.answers.clone();
    };
    let mut answers = case.answers.clone();
    let mut back = case.submissions.iter().rev();
    let back = back.find(|sent| sent.step == code);
    match back.filter(|sent| sent.is_refused() || sent.is_open()) {
        Some(sent) => answers.put(group, &sent.answers),
        None => answers.put(group, &Answers::new()),
    }
    answers
}

fn page(
    exchange: &mut Exchange<'_, '_>,
    known: &Known,
    (code, opens): (&str, bool),
    answers: Answers,
    said: Said<'_>,
) -> Answer {
    let (here, centre, now) = (here(exchange), centre(exchange), now(exchange));
    let (case, edition) = (&known.case, &known.edition);
    let step = edition.procedure.step(code).ok_or(Problem::NotFound)?;
    let mut frame = exchange.frame("casework-step-title");
    let taken_up = frame.draft.as_ref().and_then(|kept| kept.taken_up.as_ref());
    let answers = match (taken_up, edition.group(step)) {
        (Some(draft), Some(group)) => typed(edition, group, draft, &case.answers),
        _ => answers,
    };
    let filled = edition.filled(&answers, now);
    let group = step
        .group
        .as_deref()
        .and_then(|name| of_group(&filled, name));
    let mut values = group.as_ref().map_or_else(Form::new, sent);
    if let Some(decision) = exchange.form.given("decision") {
        values = values.with("decision", decision);
    }
    let form = match said {
        Said::Refused(refusals) => Fields::refused(&mut frame, values, refusals),
        Said::Nothing | Said::Kept => Fields::new(&frame, values),
    };
    let f = &frame;
    let record = case.subject.record();
    let (names, staff, number, withdrawn) = exchange.read(|tx| {
        let names = Names::of(tx, here, f, record)?;
        let staff = Staff::of(tx, centre, super::course::people(&case.course))?;
        let number = numbered(case.number, &centre_code(tx, centre)?);
        let withdrawn = withdrawals(tx, case.centre, &case.procedure)?;
        Ok::<_, Problem>((names, staff, number, withdrawn))
    })?;
    let stands = standing(case, edition, now);
    let state = stands.step(code).ok_or(Problem::NotFound)?;
    let hands = hands(exchange)?;
    let function = edition.function(&step.role);
    let mine = function.is_some_and(|function| hands.may_do(function));
    let waits = |open: &Open| matches!(open.waits, Waits::Visa { .. });
    let doable = mine && state.open.as_ref().is_some_and(|open| !waits(open));
    let (pieces, shown) = group
        .as_ref()
        .filter(|_| doable)
        .map_or_else(Default::default, |group| pieces(f, &form, group));
    let scope = filled.scope();
    let conditions = Conditions::at(&scope, &edition.procedure, &stands, now);
    let choices = choices(step, &ways(step, &conditions), &form);
    let earlier = if opens {
        earlier(f, known, step, &staff, now)
    } else {
        Vec::new()
    };
    let visa = step.visa.as_ref();
    let visa = visa.map_or_else(String::new, |visa| visa_roles(f, edition, visa));
    let page = StepPage {
        f,
        form: &form,
        name: names.name(f, record),
        path: subject_path(case).filter(|_| opens),
        number,
        title: edition.procedure.title.clone(),
        step,
        role: edition.role_label(&step.role).to_owned(),
        deadline: state.open.as_ref().map_or_else(String::new, |open| {
            open.due.map_or_else(String::new, |at| due(f, at))
        }),
        notices: [
            told(f, edition, step, withdrawn),
            notices(f, state.open.as_ref(), !state.done.is_empty(), &said),
        ]
        .concat(),
        here: step_path(case.id, code),
        case: opens.then(|| case_path(case.id)),
        pieces,
        shown: shown.join(" "),
        choices: choices.filter(|_| doable),
        doable,
        visa,
        may_depart: mine
            && state.open.is_some()
            && exchange.may_open(&format!("{}/ecart", step_path(case.id, code))),
        earlier,
        comment: comments_path(&case.procedure.national(), code),
        manual: format!("{}#{code}", version_path(&case.procedure)),
        sheets: sheets(f, known, step, opens),
    };
    match said {
        Said::Refused(_) => exchange.again(&page),
        Said::Nothing | Said::Kept => exchange.page(&page),
    }
}

/// The form of the step on paper.
fn sheets(f: &Frame, known: &Known, step: &Step, opens: bool) -> Vec<(String, String)> {
    if known.edition.group(step).is_none() {
        return Vec::new();
    }
    let blank = sheet::blank_path(&known.case.procedure, &step.code);
    let mut sheets = vec![(blank, f.t("casework-sheet-blank"))];
    if opens && sheet::answered(known, &step.code).is_some() {
        let filled = sheet::filled_path(&known.case, &step.code);
        sheets.push((filled, f.t("casework-sheet-filled")));
    }
    sheets
}

/// What was answered the last times the step was done, each with when and by whom.
fn earlier(
    f: &Frame,
    known: &Known,
    step: &Step,
    staff: &Staff,
    now: DateTime,
) -> Vec<(String, Summary)> {
    let all: Vec<_> = known.case.answers_of(&step.code).collect();
    let last = all.into_iter().rev().take(EARLIER_MAX);
    last.filter(|(.., answers)| !answers.is_empty())
        .map(|(who, at, answers)| {
            let args = [
                ("when", moment(f, time::civil(at)).into()),
                ("who", staff.name(who).into()),
            ];
            let title = f.tn("casework-earlier", args);
            (title, summary(f, &known.edition, Some(step), answers, now))
        })
        .collect()
}

/// The decisions among which the worker chooses. What the answers decide is not asked.
fn choices(step: &Step, way: &Way<'_>, form: &Fields) -> Option<Field> {
    let offered = match way {
        // With conditions, the answers on the page may still change what is decided.
        Way::On | Way::Decided(_) => return None,
        Way::Choose(offered) => offered,
    };
    let places = step.decisions.iter().enumerate();
    let choices = places
        .filter(|(_, decision)| offered.contains(decision))
        .map(|(place, decision)| Choice::new(place.to_string(), &decision.label));
    let field = form.radios("decision", "casework-decision", choices.collect());
    Some(field.needed())
}

/// What is said of the version itself: that it was withdrawn, and what the centre adapted of this step.
fn told(f: &Frame, edition: &Edition, step: &Step, withdrawn: Vec<Why>) -> Vec<Notice> {
    let mut notices = Vec::new();
    for message in withdrawn {
        let title = f.t("casework-version-withdrawn");
        notices.push(Notice::new(Tone::Attention, title, message.as_str()));
    }
    let changes: Vec<&str> = edition
        .changes_of(step)
        .map(|change| change.said.as_str())
        .collect();
    if let Some(layer) = edition.layer().filter(|_| !changes.is_empty()) {
        let because = f.t1("manual-layer-because", "reason", layer.reason.as_str());
        let text = format!("{} {because}", changes.join(" "));
        notices.push(Notice::new(Tone::Info, f.t("manual-layer-here"), text));
    }
    notices
}

fn notices(f: &Frame, open: Option<&Open>, done: bool, said: &Said<'_>) -> Vec<Notice> {
    let mut notices = Vec::new();
    if matches!(said, Said::Kept) {
        notices.push(Notice::new(Tone::Good, f.t("casework-said-kept"), ""));
    }
    let Some(open) = open else {
        let key = if done {
            "casework-step-is-done"
        } else {
            "casework-step-is-closed"
        };
        notices.push(Notice::new(Tone::Info, f.t(key), ""));
        return notices;
    };
    if let Some(reason) = &open.returned {
        let title = f.t("casework-returned");
        notices.push(Notice::new(Tone::Attention, title, reason.as_str()));
    }
    if matches!(open.waits, Waits::Visa { .. }) {
        let text = f.t("casework-step-waits");
        notices.push(Notice::new(Tone::Info, f.t("casework-waits-visa"), text));
    } else if let Some(late) = open.late_by {
        let text = f.t("casework-step-late-text");
        notices.push(Notice::new(Tone::Attention, late_by(f, late), text));
    }
    notices
}

/// Does the step, keeps what is typed of it for who has no script, or shows what an answer has opened.
pub(super) fn finish(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::StepDo>(exchange)?;
    let (known, code, opens) = reached(exchange)?;
    let (edition, sent) = (&known.edition, exchange.form.clone());
    let step = edition.procedure.step(&code).ok_or(Problem::NotFound)?;
    let group = edition.group(step).unwrap_or_default().to_owned();
    let mut answers = known.case.answers.clone();
    if !group.is_empty() {
        answers = typed(edition, &group, &sent, &known.case.answers);
        let now = now(exchange);
        if recounted(&mut answers, &sent) {
            return page(exchange, &known, (&code, opens), answers, Said::Nothing);
        }
        if sent.given("garder").is_some() {
            exchange.form = sent.with(draft::FIELD, exchange.request.path.clone());
            draft::keep(exchange)?;
            return page(exchange, &known, (&code, opens), answers, Said::Kept);
        }
        let filled = edition.filled(&answers, now);
        if opened_more(&filled, &group, &sent) {
            let more = Refusals::from(Refusal::whole("casework-more-questions"));
            let said = Said::Refused(&more);
            return page(exchange, &known, (&code, opens), answers, said);
        }
    }
    let (hands, here, now) = (hands(exchange)?, here(exchange), exchange.call.now);
    let id = known.case.id;
    let form = StepForm {
        answers: answers.within(&group),
        decision: sent.get("decision").to_owned(),
    };
    let done = exchange.write(|tx, writing| {
        let fresh = load(tx, here, id)?;
        let about = (&fresh.case, &fresh.state);
        let mut ctx = ctx(now, writing);
        let decided = decide(
            &mut ctx,
            &allowed,
            &hands,
            about,
            &fresh.edition,
            &code,
            &form,
        );
        let (waits, drafts) = decided?;
        append(tx, writing, drafts)?;
        Ok(waits)
    });
    match done {
        Ok(waits) => {
            let said = if waits {
                "casework-said-submitted"
            } else {
                "casework-said-done"
            };
            let path = if opens {
                case_path(id)
            } else {
                "/aujourdhui".to_owned()
            };
            exchange.done(&path, Flash::good(said))
        }
        Err(Problem::Refused(refusals)) => page(
            exchange,
            &known,
            (&code, opens),
            answers,
            Said::Refused(&refusals),
        ),
        Err(problem) => Err(problem),
    }
}
