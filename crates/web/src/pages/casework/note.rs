//! The notes of a case: all of them, the newest first, and a new one. What was wrong stays readable
//! beside what corrects it.

use akwaba_domain::casework::{Case, note, time};
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_store::append;
use askama::Template;

use super::shared::{
    Known, Names, allow, case_path, centre, here, load, moment, opened, seeing, subject_path,
};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::{Staff, centre_code, ctx, numbered};
use crate::pages::registry::common;
use crate::parts::Fields;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/notes.html")]
struct NotesPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    name: String,
    path: Option<String>,
    number: String,
    title: String,
    here: String,
    back: String,
    corrects: String,
    correcting: Option<String>,
    notes: Vec<Line>,
}

/// A note as it is shown.
pub(super) struct Line {
    pub(super) when: String,
    pub(super) who: String,
    pub(super) words: String,
    /// That it corrects another one, and from when that is.
    pub(super) corrects: Option<String>,
    /// That another one corrected it, and when.
    pub(super) corrected: Option<String>,
    /// Where it can be corrected.
    pub(super) correct: Option<String>,
}

/// Who wrote a note; of an intern, with whom.
fn author(f: &Frame, staff: &Staff, known: &note::Note) -> String {
    let name = staff.name(known.source.actor);
    match known.tutor {
        None => name.to_owned(),
        Some(tutor) => {
            let args = [("who", name.into()), ("tutor", staff.name(tutor).into())];
            f.tn("intern-note-by", args)
        }
    }
}

/// The notes of a case, the newest first.
pub(super) fn lines(f: &Frame, case: &Case, staff: &Staff) -> Vec<Line> {
    let at = |micros: i64| moment(f, time::civil(micros));
    let line = |known: &note::Note| {
        let corrected = case.correction(&known.name);
        let corrects = known.corrects.as_ref().and_then(|name| {
            let wrong = case.notes.iter().find(|note| note.name == *name)?;
            Some(f.t1("casework-note-corrects", "when", at(wrong.at_micros)))
        });
        let correct = format!("{}/notes?corrige={}", case_path(case.id), known.name);
        Line {
            when: at(known.at_micros),
            who: author(f, staff, known),
            words: known.words.as_str().to_owned(),
            corrects,
            corrected: corrected
                .map(|by| f.t1("casework-note-was-corrected", "when", at(by.at_micros))),
            correct: corrected.is_none().then_some(correct),
        }
    };
    case.notes.iter().rev().map(line).collect()
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let allowed = seeing(exchange, known.case.id)?;
    common::note(exchange, &allowed, Event::Read, "casework.notes")?;
    page(exchange, &known, None)
}

/// Writes a note.
pub(super) fn write(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::CaseNote>(exchange)?;
    let known = opened(exchange)?;
    let (here, id, now) = (here(exchange), known.case.id, exchange.call.now);
    let typed = exchange.form.get("note").to_owned();
    let corrects = exchange.form.get("corrige").to_owned();
    let written = exchange.write(|tx, writing| {
        let fresh = load(tx, here, id)?;
        let drafts = note::write(
            &ctx(now, writing),
            &allowed,
            (&fresh.case, &fresh.state),
            &typed,
            &corrects,
        )?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(
            &format!("{}/notes", case_path(id)),
            Flash::good("casework-said-noted"),
        ),
        Err(Problem::Refused(refusals)) => page(exchange, &known, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn page(exchange: &mut Exchange<'_, '_>, known: &Known, refused: Option<&Refusals>) -> Answer {
    let (here, centre) = (here(exchange), centre(exchange));
    let case = &known.case;
    let mut frame = exchange.frame("casework-notes");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let record = case.subject.record();
    let (names, staff, number) = exchange.read(|tx| {
        let code = centre_code(tx, centre)?;
        let authors = case.notes.iter().map(|note| note.source.actor);
        let authors = authors.chain(case.notes.iter().filter_map(|note| note.tutor));
        Ok::<_, Problem>((
            Names::of(tx, here, f, record)?,
            Staff::of(tx, centre, authors)?,
            numbered(case.number, &code),
        ))
    })?;
    let corrects = exchange.form.get("corrige").to_owned();
    let wrong = case.notes.iter().find(|note| note.name == corrects);
    let back = case_path(case.id);
    let page = NotesPage {
        f,
        form: &form,
        name: names.name(f, record),
        path: subject_path(exchange, case),
        number,
        title: known.edition.procedure.title.clone(),
        here: format!("{back}/notes"),
        back,
        correcting: wrong.map(|note| note.words.as_str().to_owned()),
        corrects,
        notes: lines(f, case, &staff),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
