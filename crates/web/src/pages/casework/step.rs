//! The page of a step: its advice, the reminder of the law, the papers, its form, its decision; and what
//! happens when it is sent.

#[cfg(not(target_arch = "wasm32"))]
use akwaba_domain::casework::incident;
use akwaba_domain::casework::step::{StepForm, finish as decide, standing};
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{self, act};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_journal::id::EntityId;
use akwaba_procedures::form::Answers;
use akwaba_procedures::form::view::of_group;
use akwaba_procedures::run::{Known as Conditions, Open, Waits, ways};
use akwaba_procedures::workbook::Step;
use akwaba_store::append;
use akwaba_store::projections::casework::{number_lines, withdrawals};
use askama::Template;

use super::agenda_rows::step_path;
use super::answers::{Piece, opened_more, pieces, recounted, sent, typed};
use super::case::complaint;
use super::gone::{self, Written};
use super::manual::version_path;
use super::proposal::comments_path;
use super::shared::{
    Known, Names, allow, case_path, centre, due, hands, here, load, now, subject_path, visa_roles,
};
use super::step_said::{Said, choices, earlier, notices, sheets, told};
use crate::draft;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::here::may;
use crate::pages::mediation;
use crate::pages::reception::{Staff, centre_code, ctx, numbered, own_book};
use crate::pages::registry::common::note;
use crate::parts::{Field, Fields, Html, Notice, Summary};
use crate::problem::Problem;

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
    /// The version whose form this is.
    version: String,
    /// What was written on a form of another version.
    written: Option<Summary>,
    /// The form on paper: blank, and filled once it was answered.
    sheets: Vec<(String, String)>,
    /// The complaint that it examines, for who holds that too.
    complaint: Option<Html>,
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
    let held = known.case.step_is_held_by(&known.edition, step, &hands);
    let standing = standing(&known.case, &known.edition, now(exchange));
    let open = standing
        .step(&code)
        .is_some_and(|state| state.open.is_some());
    // The counter and the region do their own steps of a case without opening the case.
    if opens || (held && open) {
        Ok((known, code, opens))
    } else {
        Err(Problem::NotFound)
    }
}

/// The page.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (known, code, opens) = match reached(exchange) {
        Err(Problem::NotFound) => return gone::show(exchange),
        reached => reached?,
    };
    if !opens {
        let doing = may::<act::StepDo, EntityId>(exchange, known.case.id)?;
        note(exchange, &doing, Event::Read, "casework.step")?;
    }
    let answers = begun(exchange, &known, &code);
    page(exchange, &known, (&code, opens), answers, Said::Nothing)
}

/// The answers with which the page of a step begins: what was sent back, or nothing yet of its group.
fn begun(exchange: &mut Exchange<'_, '_>, known: &Known, code: &str) -> Answers {
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
        None => answers.put(group, &known_before(exchange, known, code)),
    }
    answers
}

/// What is known of a step before anything is typed: of an incident of a sealed case, its code.
fn known_before(exchange: &mut Exchange<'_, '_>, known: &Known, code: &str) -> Answers {
    #[cfg(not(target_arch = "wasm32"))]
    if exchange.room == akwaba_domain::policy::Room::Protected {
        let mut ctx = akwaba_domain::Ctx {
            now: exchange.call.now,
            chance: &mut *exchange.call.chance,
        };
        let about = (&known.case, &known.state);
        let begun = incident::begun(&mut ctx, about, &known.edition, code);
        return begun.unwrap_or_default();
    }
    let _ = (exchange, known, code);
    Answers::new()
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
    let written = match (&said, taken_up) {
        (Said::Moved(_, written), _) => written.summary(&frame, now),
        (_, Some(draft)) => Written::under_another(exchange, known, draft)?
            .and_then(|written| written.summary(&frame, now)),
        _ => None,
    };
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
        Said::Refused(refusals) | Said::Moved(refusals, _) => {
            Fields::refused(&mut frame, values, refusals)
        }
        Said::Nothing | Said::Kept => Fields::new(&frame, values),
    };
    let f = &frame;
    // Who does one step is told who it is for as far as their role sees who people are.
    let named = opens || policy::sees(exchange.actor()?, centre, policy::Field::Identity);
    let record = case.subject.record().filter(|_| named);
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
        name: if named {
            names.name(f, record)
        } else {
            f.t("casework-visa-unnamed")
        },
        path: subject_path(exchange, case).filter(|_| opens),
        number,
        title: edition.procedure.title.clone(),
        complaint: complaint(exchange, f, known),
        step,
        role: edition.role_label(&step.role).to_owned(),
        deadline: state.open.as_ref().map_or_else(String::new, |open| {
            open.due.map_or_else(String::new, |at| due(f, at))
        }),
        notices: [
            told(f, edition, step, withdrawn),
            mediation::notice(exchange, f, known, code)?
                .into_iter()
                .collect(),
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
        version: case.procedure.version_code(),
        written,
        sheets: sheets(f, known, step, opens),
    };
    match said {
        Said::Refused(_) | Said::Moved(..) => exchange.again(&page),
        Said::Nothing | Said::Kept => exchange.page(&page),
    }
}

/// Does the step, keeps what is typed of it for who has no script, or shows what an answer has opened.
pub(super) fn finish(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::StepDo>(exchange)?;
    let (known, code, opens) = match reached(exchange) {
        Err(Problem::NotFound) => return gone::show(exchange),
        reached => reached?,
    };
    let (edition, sent) = (&known.edition, exchange.form.clone());
    let step = edition.procedure.step(&code).ok_or(Problem::NotFound)?;
    let group = edition.group(step).unwrap_or_default().to_owned();
    let mut answers = known.case.answers.clone();
    if !group.is_empty() {
        answers = typed(edition, &group, &sent, &known.case.answers);
        let now = now(exchange);
        if let Some(written) = Written::under_another(exchange, &known, &sent)? {
            draft::keep_own(exchange)?;
            let moved = gone::moved(&known.case);
            let said = Said::Moved(&moved, &written);
            return page(exchange, &known, (&code, opens), answers, said);
        }
        if recounted(&mut answers, &sent) {
            return page(exchange, &known, (&code, opens), answers, Said::Nothing);
        }
        if sent.given("garder").is_some() {
            draft::keep_own(exchange)?;
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
        if fresh.case.procedure != known.case.procedure {
            return Err(Problem::Refused(gone::moved(&fresh.case)));
        }
        mediation::keeps(tx, here, &fresh, &[&code])?;
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
        let book = own_book(tx, here, allowed.centre())?;
        number_lines(tx, writing, &allowed, book, id)?;
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
