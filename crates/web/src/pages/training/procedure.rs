//! One procedure to learn: its quiz, its exercises, playing it freely; and, for who sees the accounts, who has done what of it:
//! never how well.

use std::collections::BTreeMap;

use akwaba_domain::casework::Edition;
use akwaba_journal::id::ActorId;
use akwaba_procedures::workbook::Confidentiality;
use akwaba_store::local::training;
use askama::Template;

use super::lesson::{QUIZ, done_by_reader, done_of, exercise_part, heading, lesson, path};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::shared::centre;
use crate::pages::reception::Staff;
use crate::parts::{Notice, Tag, Tone};
use crate::problem::Problem;
use crate::show;

/// Who sees the accounts of the centre sees who has learnt what.
const ACCOUNTS: &str = "/centre";

#[derive(Template)]
#[template(path = "training/procedure.html")]
struct ProcedurePage<'a> {
    f: &'a Frame,
    heading: String,
    purpose: String,
    notices: Vec<Notice>,
    parts: Vec<Part>,
    manual: String,
    /// Who has done what, for who may know.
    learners: Option<Vec<(String, String)>>,
}

struct Part {
    path: String,
    label: String,
    meta: String,
    tag: Option<Tag>,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let edition = lesson(exchange)?;
    let frame = exchange.frame("training-procedure-title");
    let f = &frame;
    let done = done_by_reader(exchange)?;
    let procedure = &edition.procedure;
    let tag = |part: &str| {
        let done = done_of(&done, &edition, part).map(|done| {
            let when = show::moment_of_micros(f.lang, done.done_micros);
            Tag::new(Tone::Good, f.t1("training-done-on", "when", when))
        });
        Some(done.unwrap_or_else(|| Tag::new(Tone::Calm, f.t("training-to-do"))))
    };
    let mut parts = Vec::new();
    if !procedure.quiz.is_empty() {
        parts.push(Part {
            path: format!("{}/quiz", path(&edition)),
            label: f.t("training-quiz"),
            meta: f.t1("training-quiz-count", "count", procedure.quiz.len()),
            tag: tag(QUIZ),
        });
    }
    for (exercise, rank) in procedure.exercises.iter().zip(1..) {
        parts.push(Part {
            path: format!("{}/exercices/{rank}", path(&edition)),
            label: exercise.title.clone(),
            meta: f.t("training-exercise-meta"),
            tag: tag(&exercise_part(rank)),
        });
    }
    parts.push(Part {
        path: format!("/manuel/{}/essayer", procedure.code),
        label: f.t("training-try"),
        meta: f.t("training-try-meta"),
        tag: None,
    });
    let mut notices = Vec::new();
    if procedure.confidentiality == Confidentiality::Sealed {
        let text = f.t("training-sealed-text");
        notices.push(Notice::new(Tone::Info, f.t("training-sealed"), text));
    }
    let learners = if exchange.may_open(ACCOUNTS) {
        Some(learners(exchange, f, &edition)?)
    } else {
        None
    };
    exchange.page(&ProcedurePage {
        f,
        heading: heading(&edition),
        purpose: procedure.purpose.clone(),
        notices,
        parts,
        manual: format!("/manuel/{}", procedure.code),
        learners,
    })
}

/// Who has done which parts of this version, by name.
fn learners(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    edition: &Edition,
) -> Result<Vec<(String, String)>, Problem> {
    let (centre, procedure) = (centre(exchange), &edition.procedure);
    let (rows, staff) = exchange.read(|tx| {
        let rows = training::learners(tx, &procedure.code, procedure.version)?;
        let staff = Staff::of(tx, centre, rows.iter().map(|(who, ..)| *who))?;
        Ok((rows, staff))
    })?;
    let mut by_person: BTreeMap<ActorId, Vec<String>> = BTreeMap::new();
    for (who, part, _) in rows {
        let exercises = procedure.exercises.iter().zip(1..);
        let mut titles = exercises.map(|(one, rank)| (exercise_part(rank), one.title.clone()));
        let label = if part == QUIZ {
            f.t("training-quiz")
        } else {
            let known = titles.find(|(name, _)| *name == part);
            known.map_or(part, |(_, title)| title)
        };
        by_person.entry(who).or_default().push(label);
    }
    let mut named: Vec<(String, String)> = by_person
        .into_iter()
        .map(|(who, parts)| (staff.name(who).to_owned(), parts.join(" · ")))
        .collect();
    named.sort();
    Ok(named)
}
