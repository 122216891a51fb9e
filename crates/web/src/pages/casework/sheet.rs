//! The form of a step on paper: blank, from the manual; filled, from a case.
//!
//! Owns which answers a filled form shows: those that stand, and until then those that wait for an approval.

use std::sync::Arc;

use akwaba_domain::casework::{Case, Edition, ProcedureRef, time};
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::Room;
use akwaba_journal::id::ActorId;
use akwaba_procedures::form::Answers;
use akwaba_procedures::print::{FilledHead, blank_form, filled_form};
use akwaba_store::projections::casework::edition;
use askama::Template;

use super::agenda_rows::step_path;
use super::manual::version_path;
use super::shared::{Known, centre, moment, now, opened, seeing};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Response;
use crate::i18n::Lang;
use crate::pages::reception::{Staff, centre_code, numbered};
use crate::pages::registry::common::note;
use crate::parts::{Html, Paper};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/sheet.html")]
struct SheetPage<'a> {
    f: &'a Frame,
    paper: Paper,
    reference: String,
    body: Html,
    back: String,
    /// Whether it is of a sealed file, and stays at the centre.
    kept: bool,
    /// The same as a PDF file, where this host makes them.
    pdf: Option<String>,
}

/// The address of the blank form of a step.
pub(super) fn blank_path(named: &ProcedureRef, step: &str) -> String {
    format!("{}/etapes/{step}/fiche", version_path(named))
}

/// The address of the filled form of a step of a case.
pub(super) fn filled_path(case: &Case, step: &str) -> String {
    format!("{}/fiche", step_path(case.id, step))
}

/// The blank form.
pub(super) fn blank(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = centre(exchange);
    let named = ProcedureRef::parse(exchange.param("code"), exchange.param("version"))
        .ok_or(Problem::NotFound)?;
    let edition: Arc<Edition> =
        exchange.read(|tx| edition(tx, centre, &named)?.ok_or(Problem::NotFound))?;
    let step = exchange.param("etape").to_owned();
    let printed = blank_form("", &edition.procedure, &step).ok_or(Problem::NotFound)?;
    let back = format!("{}#{step}", version_path(&named));
    let name = format!("fiche-{}-{step}", named.code);
    page(exchange, &printed, (back, &name))
}

/// The form as it was answered in a case.
pub(super) fn filled(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let Known { case, edition, .. } = &known;
    let allowed = seeing(exchange, case.id)?;
    let code = exchange.param("etape").to_owned();
    let (answers, who, at) = answered(&known, &code).ok_or(Problem::NotFound)?;
    note(exchange, &allowed, Event::Printed, "casework.sheet")?;
    let (centre, now) = (centre(exchange), now(exchange));
    let frame = exchange.frame("casework-sheet-title");
    let head = exchange.read(|tx| {
        let staff = Staff::of(tx, centre, [who])?;
        let when = moment(&frame, time::civil(at));
        Ok::<_, Problem>(FilledHead {
            number: numbered(case.number, &centre_code(tx, centre)?),
            done: format!("{when}, {}", staff.name(who)),
        })
    })?;
    let filled = edition.filled(&answers, now);
    let printed = filled_form("", &edition.procedure, &code, &filled, &head);
    let printed = printed.ok_or(Problem::NotFound)?;
    let back = step_path(case.id, &code);
    let name = match exchange.room {
        Room::Open => format!("fiche-{}-{code}-remplie", case.procedure.code),
        // What was downloaded stays in a list: it says nothing of what it is.
        Room::Protected => "fiche".to_owned(),
    };
    page(exchange, &printed, (back, &name))
}

/// What a step's form holds, by whom and when in microseconds since 1970; none before it is answered.
pub(super) fn answered(known: &Known, code: &str) -> Option<(Answers, ActorId, i64)> {
    let (case, edition) = (&known.case, &known.edition);
    let group = edition.group(edition.procedure.step(code)?)?;
    let done = case
        .answers_of(code)
        .map(|(who, at, answers)| (who, at, answers.clone()))
        .filter(|(.., answers)| !answers.is_empty())
        .last();
    let sent = case
        .submissions
        .iter()
        .filter(|sent| sent.step == code && !sent.is_refused())
        .map(|sent| (sent.source.actor, sent.sent_micros, sent.answers.clone()))
        .next_back();
    let (who, at, part) = done.into_iter().chain(sent).max_by_key(|(_, at, _)| *at)?;
    let mut answers = case.answers.clone();
    answers.put(group, &part);
    Some((answers, who, at))
}

/// The paper as a page, or as the PDF file that its link asks for, under a name that names nobody.
fn page(
    exchange: &mut Exchange<'_, '_>,
    printed: &akwaba_paper::Paper,
    (back, name): (String, &str),
) -> Answer {
    if exchange.form.get("forme") == "pdf" {
        let file = exchange.press(Lang::Fr, printed.clone());
        let file = file.ok_or(Problem::NotFound)?;
        let name = format!("{name}.pdf");
        return Ok(Response::download("application/pdf", &name, file));
    }
    let pdf = format!("{}?forme=pdf", exchange.request.path);
    let frame = exchange.frame("casework-sheet-title");
    let page = SheetPage {
        f: &frame,
        paper: Paper::new(&frame),
        reference: format!("{} · {}", printed.head.reference, printed.head.foot),
        body: Html::blocks(printed),
        back,
        kept: exchange.room == Room::Protected,
        pdf: exchange.call.doors.writes_pdf().then_some(pdf),
    };
    exchange.page(&page)
}

#[cfg(test)]
#[path = "sheet_tests.rs"]
mod tests;
